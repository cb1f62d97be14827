import { z } from 'zod'
import { textListMember, textMember, type JsonObject } from '../model/json'
import type { CheckReports } from '../check/report'
import { verdictText } from '../check/report-text'
import { milliseconds } from '../model/times'
import { environmentSchema } from '../model/project'
import { isProjectId, projectIdSchema } from '../model/project-id'
import type { Snapshot } from '../model/snapshot'
import type { PeopleCounts } from '../people/counts'
import { peopleAt } from '../people/words'
import { organizationMembers } from '../draft/organization-members'
import { workingCopy, entityLabel, idField } from '../draft/working-copy'
import type { WorkingCopy, WorkingEntity } from '../draft/working-copy'
import type { Intents } from '../intents/intents'
import { allSeverities } from '../model/severity'
import { t } from '../language/translate'
import type { TableKind } from './table-question'
import { connectionTexts, kindOf, organizationTexts, textsHaystack } from './filter-texts'
import type { FilterText, MemberEntity } from './filter-texts'
import { issuerOfConnection, lastEndOf } from './known-of-connection'

/** So many domains of an organization are named in its row. */
const mostDomains = 20

const kinds = ['organization', 'connection', 'scim-client'] as const

export const tableTargetSchema = z.object({
  projectId: projectIdSchema,
  kind: z.enum(kinds),
  key: z.string(),
})
/** What a row is of. */
export type TableTarget = z.infer<typeof tableTargetSchema>

const countedPeopleSchema = z.object({
  count: z.number(),
  /** The count stopped early: there may be more. */
  isWhole: z.boolean(),
  /** Absent where no session says it. */
  lastSignIn: z.string().optional(),
  /** ISO 8601 time of the count. */
  readAt: z.string(),
})
/** How many people are behind something, and when one of them last signed in. */
export type CountedPeople = z.infer<typeof countedPeopleSchema>

/** The same of an organization or a connection; `undefined` where nothing was counted, and for what has no people. */
export function countedPeople(
  people: PeopleCounts | undefined,
  target: Parameters<typeof peopleAt>[1],
): CountedPeople | undefined {
  const counted = people && peopleAt(people, target)
  if (!counted) return undefined
  const { isWhole, readAt } = people
  const { people: count, lastSignIn } = counted
  return { count, isWhole, readAt, ...(lastSignIn === null ? {} : { lastSignIn }) }
}

/** An organization, a connection or a SCIM client of a project, with what is known of it on this computer. */
export const tableRowSchema = tableTargetSchema.extend({
  project: z.string(),
  environment: environmentSchema,
  label: z.string(),
  /** The ID by which Ory knows it. */
  id: z.string(),
  /** How many connections an organization has. */
  connections: z.number().optional(),
  /** How many SCIM clients it has. */
  scimClients: z.number().optional(),
  /** `Organization`, `OIDC · Generic`, `SAML` or `SCIM`. */
  kindName: z.string(),
  /** The organization that a connection or SCIM client belongs to, and its name where the project has it. */
  organizationKey: z.string().optional(),
  organization: z.string().optional(),
  /** What a draft does to it. */
  status: z.enum(['unchanged', 'new', 'edited', 'deleted']),
  edits: z.number(),
  /** Another one has the same ID, or it has none: it is read-only. */
  ambiguous: z.boolean().optional(),
  /** Of a connection or SCIM client, those of its organization. At most 20; `domainCount` counts all. */
  domains: z.array(z.string()).readonly(),
  domainCount: z.number(),
  /** The identity provider by its address, entity ID or tenant, as the document has it. */
  issuer: z.string().optional(),
  issuerIs: z.enum(['address', 'entity-id', 'tenant']).optional(),
  clientId: z.string().optional(),
  /** ISO 8601 end of the signing certificate that holds the longest. */
  expires: z.string().optional(),
  /** The last check: ISO 8601 time and result. */
  checked: z
    .object({
      at: z.string(),
      verdict: z.enum(['good', 'warnings', 'bad', 'asks']),
      words: z.string(),
    })
    .optional(),
  /** ISO 8601 time of the last publish from this computer. */
  published: z.string().optional(),
  /** `enabled` or `disabled`, where the server told. */
  state: z.string().optional(),
  pkce: z.string().optional(),
  /** Absent where they were not counted. */
  people: countedPeopleSchema.optional(),
  /** The worst of its problems, as they were last looked for. */
  problem: z.enum(allSeverities).optional(),
})
export type TableRow = z.infer<typeof tableRowSchema>

/** What is known of a project beside its document. */
export interface TableFacts {
  readonly checks: CheckReports | undefined
  /** ISO 8601 times of the last publish, by organization or connection. */
  readonly published: ReadonlyMap<string, string>
  /** Of SAML connections: who the identity provider is, and when its last signing certificate ends. */
  readonly metadata: ReadonlyMap<string, { readonly issuer?: string; readonly ends?: string }>
  /** Absent where nobody has counted them. */
  readonly people?: PeopleCounts | undefined
}

/** Names a row among all of them. */
export const tableKey = ({ projectId, kind, key }: TableTarget): string =>
  `${projectId} ${kind} ${key}`

/** What a `tableKey` names. The page makes no schema at its start, so it is not parsed by one. */
export function tableTarget(id: string): TableTarget {
  const [projectId = '', name, ...key] = id.split(' ')
  const kind = kinds.find((each) => each === name)
  if (!kind || !isProjectId(projectId)) throw new Error('Not the key of a row')
  return { projectId, kind, key: key.join(' ') }
}

/** A row made ready to be looked for. */
export interface TableEntry {
  /** `tableKey`. */
  readonly id: string
  readonly row: TableRow
  readonly kind: TableKind
  readonly texts: readonly FilterText[]
  readonly haystack: string
  /** When its certificate expires, in milliseconds since 1970. */
  readonly expiresAt: number | undefined
  readonly isPkceOff: boolean
  readonly isDisabled: boolean
  /** As of its row. */
  readonly organizationKey: string | undefined
}

type Common = Pick<TableRow, 'projectId' | 'project' | 'environment'>
/** How many connections and SCIM clients an organization has. */
export type MemberCounts = Pick<TableRow, 'connections' | 'scimClients'>

/** What entries of one project share. */
export interface EntryContext {
  readonly common: Common
  /** Absent while the project is read for the first time. */
  readonly snapshot: Snapshot | undefined
  /** Settings of all connections; see `connectionTexts`. */
  readonly settings?: JsonObject
  /** Asked each time: rows are made again for other facts. */
  readonly facts: () => TableFacts
}

/**
 * Builds its parts on first access, because a window shows few of ten thousand rows. A class without closures or
 * stored IDs: each entry of a large project costs little memory.
 */
abstract class LazyEntry<Entity extends WorkingEntity> implements TableEntry {
  abstract readonly kind: TableKind
  abstract readonly texts: readonly FilterText[]
  protected readonly entity: Entity
  protected readonly context: EntryContext
  private built: { readonly facts: TableFacts; readonly row: TableRow } | undefined
  private knownHaystack: string | undefined

  constructor(entity: Entity, context: EntryContext) {
    this.entity = entity
    this.context = context
  }

  protected abstract rowWith(facts: TableFacts): TableRow

  get id(): string {
    return tableKey({ ...this.context.common, ...rowTarget(this.entity) })
  }

  get row(): TableRow {
    const facts = this.context.facts()
    if (this.built?.facts !== facts) this.built = { facts, row: this.rowWith(facts) }
    return this.built.row
  }

  get haystack(): string {
    this.knownHaystack ??= textsHaystack(this.texts)
    return this.knownHaystack
  }

  get expiresAt(): number | undefined {
    if (this.kind === 'organization' || this.kind === 'scim') return undefined
    const { metadata } = this.context.facts()
    const end = lastEndOf(this.entity.fields, metadata.get(this.entity.target.key)?.ends)
    return end === undefined ? undefined : milliseconds(end)
  }

  get isPkceOff(): boolean {
    return this.kind === 'oidc' && this.entity.fields['pkce'] === 'never'
  }

  get isDisabled(): boolean {
    return this.kind !== 'organization' && this.entity.fields['state'] === 'disabled'
  }

  get organizationKey(): string | undefined {
    return textMember(this.entity.fields, 'organization_id') || undefined
  }
}

/** An entry with all its parts made, which keeps nothing of the document in memory. */
const whole = (entry: TableEntry): TableEntry => ({
  id: entry.id,
  row: entry.row,
  kind: entry.kind,
  texts: entry.texts,
  haystack: entry.haystack,
  expiresAt: entry.expiresAt,
  isPkceOff: entry.isPkceOff,
  isDisabled: entry.isDisabled,
  organizationKey: entry.organizationKey,
})

/** The kind and key of an entity that has a row. */
function rowTarget({ target: { kind, key } }: WorkingEntity): Pick<TableTarget, 'kind' | 'key'> {
  if (kind === 'method') throw new Error('Settings of all connections have no row')
  return { kind, key }
}

function domainsOf(fields: JsonObject | undefined) {
  const all = fields ? textListMember(fields, 'domains') : []
  return { domains: all.slice(0, mostDomains), domainCount: all.length }
}

/** Counts the connections and SCIM clients of organizations, without those that the draft deletes. */
export function memberCounts(copy: WorkingCopy): (key: string) => MemberCounts {
  const connections = organizationMembers(copy)
  const scimClients = organizationMembers(copy, 'scimClients')
  return (key) => {
    const clients = scimClients(key)
    return { connections: connections(key), ...(clients > 0 ? { scimClients: clients } : {}) }
  }
}

/** The entry of an organization. */
export class OrganizationEntry extends LazyEntry<WorkingEntity> {
  readonly kind = 'organization'
  private readonly counts: MemberCounts

  constructor(entity: WorkingEntity, counts: MemberCounts, context: EntryContext) {
    super(entity, context)
    this.counts = counts
  }

  get texts(): readonly FilterText[] {
    return organizationTexts(this.entity)
  }

  protected rowWith(facts: TableFacts): TableRow {
    const { target, fields, status, edited } = this.entity
    const published = facts.published.get(target.key)
    const people = countedPeople(facts.people, target)
    return {
      ...this.context.common,
      kind: 'organization',
      key: target.key,
      label: entityLabel(fields, target),
      id: textMember(fields, 'id') ?? '',
      ...this.counts,
      kindName: t('Organization'),
      status,
      edits: edited.length,
      ...domainsOf(fields),
      ...(published === undefined ? {} : { published }),
      ...(people ? { people } : {}),
    }
  }
}

function checkOf({ target }: WorkingEntity, { checks }: TableFacts): TableRow['checked'] {
  const report = checks?.[target.key]
  return report && { at: report.at, verdict: report.verdict, words: verdictText(report) }
}

/** What is known of the identity provider of a connection; nothing says who it is of a SCIM client. */
function providerOf({ protocol, fields, target }: MemberEntity, { metadata }: TableFacts) {
  if (protocol === 'scim') return {}
  return {
    ...issuerOfConnection(protocol, fields, metadata.get(target.key)?.issuer),
    expires: lastEndOf(fields, metadata.get(target.key)?.ends),
    pkce: protocol === 'oidc' ? textMember(fields, 'pkce') || 'auto' : undefined,
  }
}

/** The entry of a connection or SCIM client. */
export class MemberEntry extends LazyEntry<MemberEntity> {
  private readonly owner: WorkingEntity | undefined

  /** @param owner its organization, if the project has it */
  constructor(entity: MemberEntity, owner: WorkingEntity | undefined, context: EntryContext) {
    super(entity, context)
    this.owner = owner
  }

  get kind(): TableKind {
    return this.entity.protocol
  }

  get texts(): readonly FilterText[] {
    const { snapshot, settings } = this.context
    return connectionTexts(this.entity, this.owner, snapshot, settings)
  }

  protected rowWith(facts: TableFacts): TableRow {
    const { entity, owner } = this
    const { target, fields, status, edited, protocol, ambiguous } = entity
    return {
      ...this.context.common,
      kind: protocol === 'scim' ? 'scim-client' : 'connection',
      key: target.key,
      label: entityLabel(fields, target),
      id: textMember(fields, idField(target.kind)) ?? '',
      kindName: kindOf(entity),
      status,
      edits: edited.length,
      ...(ambiguous ? { ambiguous } : {}),
      ...domainsOf(owner?.fields),
      organizationKey: textMember(fields, 'organization_id') || undefined,
      organization: owner && entityLabel(owner.fields, owner.target),
      ...providerOf(entity, facts),
      clientId: textMember(fields, 'client_id') || undefined,
      checked: checkOf(entity, facts),
      published: facts.published.get(target.key),
      state: textMember(fields, 'state'),
      people: countedPeople(facts.people, target),
    }
  }
}

/** Connections and SCIM clients by the organization that they name; under the empty key those that name none that there is. */
function byOwner(copy: WorkingCopy) {
  const { organizations } = copy
  const known = new Set(organizations.map(({ target }) => target.key))
  const found = new Map<string, MemberEntity[]>()
  const clients = copy.scimClients.map((client): MemberEntity => ({ ...client, protocol: 'scim' }))
  for (const member of [...copy.connections, ...clients]) {
    const named = textMember(member.fields, 'organization_id') ?? ''
    const owner = known.has(named) ? named : ''
    const others = found.get(owner)
    if (others) others.push(member)
    else found.set(owner, [member])
  }
  return found
}

/**
 * Every organization of a project, each with its connections and SCIM clients beneath it, then those of none. What a
 * draft makes and edits is as the draft has it; what it deletes is still there.
 */
export function* tableEntries(
  common: Common,
  snapshot: Snapshot,
  intents: Intents,
  facts: TableFacts,
): Generator<TableEntry> {
  const copy = workingCopy(snapshot, intents)
  const owned = byOwner(copy)
  const countsOf = memberCounts(copy)
  const settings = copy.methods[0]?.fields
  const context = { common, snapshot, facts: () => facts, ...(settings ? { settings } : {}) }
  for (const organization of copy.organizations) {
    const own = owned.get(organization.target.key) ?? []
    yield whole(new OrganizationEntry(organization, countsOf(organization.target.key), context))
    for (const member of own) yield whole(new MemberEntry(member, organization, context))
  }
  for (const member of owned.get('') ?? []) yield whole(new MemberEntry(member, undefined, context))
}
