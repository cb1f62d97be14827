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

/** Maximum number of domains in an organization's row. */
const mostDomains = 20

const kinds = ['organization', 'connection', 'scim-client'] as const

export const tableTargetSchema = z.object({
  projectId: projectIdSchema,
  kind: z.enum(kinds),
  key: z.string(),
})
export type TableTarget = z.infer<typeof tableTargetSchema>

const countedPeopleSchema = z.object({
  count: z.number(),
  /** False if the count stopped early. */
  isWhole: z.boolean(),
  /** Absent if no session has it. */
  lastSignIn: z.string().optional(),
  /** ISO 8601. */
  readAt: z.string(),
})
export type CountedPeople = z.infer<typeof countedPeopleSchema>

/** `undefined` if nothing was counted, or for other kinds of rows. */
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

/** A table row: an organization, connection or SCIM client with what this computer knows about it. */
export const tableRowSchema = tableTargetSchema.extend({
  project: z.string(),
  environment: environmentSchema,
  label: z.string(),
  id: z.string(),
  connections: z.number().optional(),
  scimClients: z.number().optional(),
  /** `Organization`, `OIDC · Generic`, `SAML` or `SCIM`. */
  kindName: z.string(),
  /** Organization of a connection or SCIM client, and its name if known. */
  organizationKey: z.string().optional(),
  organization: z.string().optional(),
  /** Effect of the draft. */
  status: z.enum(['unchanged', 'new', 'edited', 'deleted']),
  edits: z.number(),
  ambiguous: z.boolean().optional(),
  /** At most 20; a connection or SCIM client has its organization's. `domainCount` counts all. */
  domains: z.array(z.string()).readonly(),
  domainCount: z.number(),
  /** Address, entity ID or tenant of the identity provider. */
  issuer: z.string().optional(),
  issuerIs: z.enum(['address', 'entity-id', 'tenant']).optional(),
  clientId: z.string().optional(),
  /** ISO 8601 end of the signing certificate valid longest. */
  expires: z.string().optional(),
  /** ISO 8601 time and result of the last check. */
  checked: z
    .object({
      at: z.string(),
      verdict: z.enum(['good', 'warnings', 'bad', 'asks']),
      words: z.string(),
    })
    .optional(),
  /** ISO 8601 time of the last publish from this computer. */
  published: z.string().optional(),
  /** Absent if the server returned none. */
  state: z.string().optional(),
  pkce: z.string().optional(),
  /** Absent if not counted. */
  people: countedPeopleSchema.optional(),
  /** Worst known problem. */
  problem: z.enum(allSeverities).optional(),
})
export type TableRow = z.infer<typeof tableRowSchema>

/** Facts about a project beside its document. */
export interface TableFacts {
  readonly checks: CheckReports | undefined
  /** ISO 8601 times, by organization or connection. */
  readonly published: ReadonlyMap<string, string>
  /** Of SAML connections: identity provider and end of the last signing certificate. */
  readonly metadata: ReadonlyMap<string, { readonly issuer?: string; readonly ends?: string }>
  /** Absent if not counted. */
  readonly people?: PeopleCounts | undefined
}

/** Unique across all rows. */
export const tableKey = ({ projectId, kind, key }: TableTarget): string =>
  `${projectId} ${kind} ${key}`

/** Inverse of `tableKey`, without a schema, to keep zod out of the page's start. */
export function tableTarget(id: string): TableTarget {
  const [projectId = '', name, ...key] = id.split(' ')
  const kind = kinds.find((each) => each === name)
  if (!kind || !isProjectId(projectId)) throw new Error('Not the key of a row')
  return { projectId, kind, key: key.join(' ') }
}

export interface TableEntry {
  readonly id: string
  readonly row: TableRow
  readonly kind: TableKind
  readonly texts: readonly FilterText[]
  readonly haystack: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number | undefined
  readonly isPkceOff: boolean
  readonly isDisabled: boolean
  readonly organizationKey: string | undefined
}

type Common = Pick<TableRow, 'projectId' | 'project' | 'environment'>
export type MemberCounts = Pick<TableRow, 'connections' | 'scimClients'>

export interface EntryContext {
  readonly common: Common
  /** Absent during the first read. */
  readonly snapshot: Snapshot | undefined
  /** Shared settings; see `connectionTexts`. */
  readonly settings?: JsonObject
  /** A function, because other facts rebuild rows. */
  readonly facts: () => TableFacts
}

/**
 * Builds parts on first access, because a window shows few of ten thousand rows. A class without closures or stored
 * IDs saves memory.
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

/** Builds all parts and releases the document. */
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

/** Kind and key of an entity with a row. */
function rowTarget({ target: { kind, key } }: WorkingEntity): Pick<TableTarget, 'kind' | 'key'> {
  if (kind === 'method') throw new Error('Settings of all connections have no row')
  return { kind, key }
}

function domainsOf(fields: JsonObject | undefined) {
  const all = fields ? textListMember(fields, 'domains') : []
  return { domains: all.slice(0, mostDomains), domainCount: all.length }
}

/** Excludes what the draft deletes. */
export function memberCounts(copy: WorkingCopy): (key: string) => MemberCounts {
  const connections = organizationMembers(copy)
  const scimClients = organizationMembers(copy, 'scimClients')
  return (key) => {
    const clients = scimClients(key)
    return { connections: connections(key), ...(clients > 0 ? { scimClients: clients } : {}) }
  }
}

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

/** Identity provider of a connection; none for a SCIM client. */
function providerOf({ protocol, fields, target }: MemberEntity, { metadata }: TableFacts) {
  if (protocol === 'scim') return {}
  return {
    ...issuerOfConnection(protocol, fields, metadata.get(target.key)?.issuer),
    expires: lastEndOf(fields, metadata.get(target.key)?.ends),
    pkce: protocol === 'oidc' ? textMember(fields, 'pkce') || 'auto' : undefined,
  }
}

/** Connections and SCIM clients. */
export class MemberEntry extends LazyEntry<MemberEntity> {
  private readonly owner: WorkingEntity | undefined

  /** `owner` is undefined if the project lacks the organization. */
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

/** Connections and SCIM clients by organization; the empty key has those without an existing one. */
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
 * Entries of a project: each organization with its connections and SCIM clients, then the rest. Includes what the
 * draft deletes.
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
