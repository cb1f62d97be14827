import { organizationAt } from '../draft/entity-index'
import type { WorkingCopy, WorkingEntity } from '../draft/working-copy'
import { textMember, type JsonObject } from '../model/json'
import type { MemberEntity } from './filter-texts'
import {
  memberCounts,
  MemberEntry,
  OrganizationEntry,
  type EntryContext,
  type MemberCounts,
  type TableEntry,
} from './table-row'

const ownerKeyOf = (fields: JsonObject) => textMember(fields, 'organization_id') ?? ''

/**
 * Table entries of a working copy during editing: each key press only updates entries that the draft touches, others
 * keep their identity. `isCounted` is false until connections are read.
 */
export function createCopyEntries(context: EntryContext, isCounted = true) {
  const ofServers = new WeakMap<readonly WorkingEntity[], readonly TableEntry[]>()
  const ofEntities = new WeakMap<
    WorkingEntity,
    { depends: readonly unknown[]; entry: TableEntry }
  >()

  function onServer<Entity extends WorkingEntity>(
    entities: readonly Entity[],
    make: (entity: Entity) => TableEntry,
  ): readonly TableEntry[] {
    const entries = ofServers.get(entities) ?? entities.map(make)
    ofServers.set(entities, entries)
    return entries
  }

  function onceFor(
    entity: WorkingEntity,
    depends: readonly unknown[],
    make: () => TableEntry,
  ): TableEntry {
    const known = ofEntities.get(entity)
    if (known && depends.every((value, index) => value === known.depends[index])) return known.entry
    const entry = make()
    ofEntities.set(entity, { depends, entry })
    return entry
  }

  const countsIn = (copy: WorkingCopy): ((key: string) => MemberCounts) =>
    isCounted ? memberCounts(copy) : () => ({})

  function organizations(copy: WorkingCopy): readonly TableEntry[] {
    const { server, touched } = copy
    const countsOnServer = countsIn(server)
    const stored = onServer(
      server.organizations,
      (entity) => new OrganizationEntry(entity, countsOnServer(entity.target.key), context),
    )
    const owners = new Set(
      [...touched.connections, ...touched.scimClients].flatMap(
        ({ fields, server: before = {} }) => [ownerKeyOf(fields), ownerKeyOf(before)],
      ),
    )
    if (copy.organizations === server.organizations && owners.size === 0) return stored
    const countsOf = countsIn(copy)
    return copy.organizations.map((entity, place) => {
      const { key } = entity.target
      const entry = stored[place]
      if (entry && entity === server.organizations[place] && !owners.has(key)) return entry
      const counts = countsOf(key)
      return onceFor(
        entity,
        [counts.connections, counts.scimClients],
        () => new OrganizationEntry(entity, counts, context),
      )
    })
  }

  /** Entries of connections or SCIM clients, with their server versions. */
  function members(
    copy: WorkingCopy,
    entities: readonly MemberEntity[],
    serverEntities: readonly MemberEntity[],
  ): readonly TableEntry[] {
    const { server, touched } = copy
    const stored = onServer(
      serverEntities,
      (entity) =>
        new MemberEntry(entity, organizationAt(server, ownerKeyOf(entity.fields)), context),
    )
    const owners = new Set(touched.organizations.map(({ target }) => target.key))
    if (entities === serverEntities && owners.size === 0) return stored
    return entities.map((entity, place) => {
      const key = ownerKeyOf(entity.fields)
      const entry = stored[place]
      if (entry && entity === serverEntities[place] && !owners.has(key)) return entry
      const owner = organizationAt(copy, key)
      return onceFor(entity, [owner], () => new MemberEntry(entity, owner, context))
    })
  }

  return { organizations, members }
}
