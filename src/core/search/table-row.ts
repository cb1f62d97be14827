import { z } from 'zod'
import { textListMember, textMember, type JsonObject } from '../model/json'
import type { CheckReports } from '../check/report'
import { verdictText } from '../check/report-text'
import { milliseconds } from '../model/times'
import { environmentSchema } from '../model/project'
import { projectIdSchema } from '../model/project-id'
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

export const tableTargetSchema = z.object({
  projectId: projectIdSchema,
  kind: z.enum(['organization', 'connection', 'scim-client']),
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
}

type Common = Pick<TableRow, 'projectId' | 'project' | 'environment'>

function domainsOf(fields: JsonObject | undefined) {
  const all = fields ? textListMember(fields, 'domains') : []
  return { domains: all.slice(0, mostDomains), domainCount: all.length }
}

function entryOf(
  row: TableRow,
  kind: TableEntry['kind'],
  texts: readonly FilterText[],
): TableEntry {
  return {
    id: tableKey(row),
    row,
    kind,
    texts,
    haystack: textsHaystack(texts),
    expiresAt: row.expires === undefined ? undefined : milliseconds(row.expires),
    isPkceOff: row.pkce === 'never',
    isDisabled: row.state === 'disabled',
  }
}

function organizationEntry(
  common: Common,
  entity: WorkingEntity,
  counts: Pick<TableRow, 'connections' | 'scimClients'>,
  facts: TableFacts,
): TableEntry {
  const { target, fields, status, edited } = entity
  const published = facts.published.get(target.key)
  const people = countedPeople(facts.people, target)
  const row: TableRow = {
    ...common,
    kind: 'organization',
    key: target.key,
    label: entityLabel(fields, target),
    id: textMember(fields, 'id') ?? '',
    ...counts,
    kindName: t('Organization'),
    status,
    edits: edited.length,
    ...domainsOf(fields),
    ...(published === undefined ? {} : { published }),
    ...(people ? { people } : {}),
  }
  return entryOf(row, 'organization', organizationTexts(entity))
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

function memberEntry(
  common: Common,
  entity: MemberEntity,
  owner: WorkingEntity | undefined,
  { snapshot, settings, facts }: { snapshot: Snapshot; settings?: JsonObject; facts: TableFacts },
): TableEntry {
  const { target, fields, status, edited, protocol } = entity
  const { key } = target
  const given = {
    organizationKey: textMember(fields, 'organization_id') || undefined,
    organization: owner && entityLabel(owner.fields, owner.target),
    ...providerOf(entity, facts),
    clientId: textMember(fields, 'client_id') || undefined,
    checked: checkOf(entity, facts),
    published: facts.published.get(key),
    state: textMember(fields, 'state'),
  }
  const row: TableRow = {
    ...common,
    kind: protocol === 'scim' ? 'scim-client' : 'connection',
    key,
    label: entityLabel(fields, target),
    id: textMember(fields, idField(target.kind)) ?? '',
    kindName: kindOf(entity),
    status,
    edits: edited.length,
    ...domainsOf(owner?.fields),
    ...given,
    people: countedPeople(facts.people, target),
  }
  return entryOf(row, protocol, connectionTexts(entity, owner, snapshot, settings))
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
  const scimClientsOf = organizationMembers(copy, 'scimClients')
  const settings = copy.methods[0]?.fields
  const about = { snapshot, facts, ...(settings ? { settings } : {}) }
  for (const organization of copy.organizations) {
    const own = owned.get(organization.target.key) ?? []
    const scimClients = scimClientsOf(organization.target.key)
    const connections = own.filter(({ protocol }) => protocol !== 'scim').length
    const counts = { connections, ...(scimClients > 0 ? { scimClients } : {}) }
    yield organizationEntry(common, organization, counts, facts)
    for (const member of own) {
      yield memberEntry(common, member, organization, about)
    }
  }
  for (const member of owned.get('') ?? []) {
    yield memberEntry(common, member, undefined, about)
  }
}
