import type { CheckReport } from '../check/report'
import type { Moved } from '../draft/rebase'
import type { Target } from '../intents/intents'
import { scimKind } from '../mapper/given'
import { keyOfTarget, kindOfOwner } from '../mapper/owners/owners'
import { textMember, type JsonObject } from '../model/json'
import type { Environment, ProjectSummary } from '../model/project'
import type { SetUp, SetUpConnection, SetUpOrganization, SetUpScimClient } from '../model/set-up'
import type { PeopleCounts } from '../people/counts'
import { worstFirst, type Severity } from '../model/severity'
import type { WholeWrite } from '../model/snapshot'
import { domainsOf } from '../sign-in-ways/facts'
import type { Readiness } from './readiness'
import { signInWays, type WayOf } from '../sign-in-ways/sign-in-ways'

/** The most careful first. */
export const environmentRank: Readonly<Record<Environment, number>> = {
  production: 0,
  staging: 1,
  development: 2,
}

/** What was found in a mapper, by reading it. */
export interface MapperRemarks {
  readonly severity: Severity
  /** Of errors and warnings; 1 where there are only notes. */
  readonly count: number
  /** The worst of them, in words. */
  readonly first: string
}

/** Sums up what was found in one mapper; `undefined` where nothing was. */
export function mapperRemarks(
  findings: readonly { readonly severity: Severity; readonly message: string }[],
): MapperRemarks | undefined {
  const [worst] = worstFirst(findings)
  if (!worst) return undefined
  const count = findings.filter(({ severity }) => severity !== 'info').length
  return { severity: worst.severity, count: Math.max(count, 1), first: worst.message }
}

export interface Drift {
  /** ISO 8601 times of the looks between which it happened. */
  readonly since: string
  readonly until: string
  readonly moved: readonly Moved[]
  /** How many more there were. */
  readonly more: number
}

/** A set-up with all else that is known of its project, as the rules look at it. */
export interface KnownProject {
  readonly summary: ProjectSummary
  /** The server's state, without the draft, with what is known of which connections are enabled. */
  readonly setUp: SetUp
  /** ISO 8601 time of the look. */
  readonly now: string
  readonly revisionId: string
  /** ISO 8601 time at which the state was read from the API. */
  readonly readAt: string
  /** Ends of the certificates that Ory verifies sign-ins with, by connection, in ISO 8601. */
  readonly certificateEnds: ReadonlyMap<string, readonly string[]>
  /** Last days of client secrets as people noted them, by connection, such as `2027-03-01`; absent where nothing notes any. */
  readonly secretEnds?: ReadonlyMap<string, string>
  /** What was found in mappers, by `ownerKey` of the connection or SCIM client. */
  readonly remarks: ReadonlyMap<string, MapperRemarks>
  /** Names of saved cases that do not hold, by `ownerKey`. */
  readonly failingCases: ReadonlyMap<string, readonly string[]>
  /** How people begin, as the project's document says; absent where that is not known. */
  readonly readiness?: Readiness
  /** The default identity schema; absent where its text is not on this computer. */
  readonly schema?: { readonly id: string; readonly text: JsonObject }
  /** The last check of each connection, by its key. */
  readonly checks?: Readonly<Record<string, CheckReport>>
  /** How many people it has, as last counted. */
  readonly people?: PeopleCounts
  readonly draft?: {
    readonly changes: number
    /** ISO 8601 time of the last edit. */
    readonly editedAt: string
    readonly baseRevisionId: string
  }
  readonly drift?: Drift
  readonly wholeWrites: readonly WholeWrite[]
}

export const organizationLabel = ({ key, fields }: SetUpOrganization): string =>
  textMember(fields, 'label') || key
export const connectionLabel = ({ key, fields }: SetUpConnection): string =>
  textMember(fields, 'label') || textMember(fields, 'id') || key

export const scimClientLabel = ({ key, fields }: SetUpScimClient): string =>
  textMember(fields, 'label') || textMember(fields, 'client_id') || key

/** What a problem is about. */
export interface Subject {
  readonly target: Target
  /** What people call it. */
  readonly name: string
}

export const anOrganization = (organization: SetUpOrganization): Subject => ({
  target: { kind: 'organization', key: organization.key },
  name: organizationLabel(organization),
})
export const aConnection = (connection: SetUpConnection): Subject => ({
  target: { kind: 'connection', key: connection.key },
  name: connectionLabel(connection),
})
export const aScimClient = (client: SetUpScimClient): Subject => ({
  target: { kind: 'scim-client', key: client.key },
  name: scimClientLabel(client),
})

/** A connection or a SCIM client, as the rules about mappers look at it. */
export interface MapperUser {
  /** `ownerKey`. */
  readonly key: string
  /** Kind of what is sent to the mapper: the `provider` of a connection, `saml` or `scim`. */
  readonly kind: string
  readonly fields: JsonObject
  readonly subject: () => Subject
}

const users = new WeakMap<SetUp, readonly MapperUser[]>()

/** All of a set-up that has a mapper, connections first; made once for a set-up, since several rules ask. */
export function mapperUsers(setUp: SetUp): readonly MapperUser[] {
  const known = users.get(setUp) ?? mapperUsersIn(setUp)
  users.set(setUp, known)
  return known
}

const mapperUsersIn = ({ connections, scimClients = [] }: SetUp): MapperUser[] => [
  ...connections.map((connection) => ({
    key: connection.key,
    kind: kindOfOwner(connection),
    fields: connection.fields,
    subject: () => aConnection(connection),
  })),
  ...scimClients.map((client) => ({
    key: keyOfTarget({ kind: 'scim-client', key: client.key }),
    kind: scimKind,
    fields: client.fields,
    subject: () => aScimClient(client),
  })),
]

/** Says which organization something is about, by its label: the customer. `undefined` where it is about none. */
export function customersOf({
  organizations,
  connections,
  scimClients = [],
}: SetUp): (target: Target | undefined) => string | undefined {
  const labels = new Map(organizations.map((each) => [each.key, organizationLabel(each)]))
  const ownersOf = (entities: readonly SetUpOrganization[]) =>
    new Map(entities.map(({ key, fields }) => [key, textMember(fields, 'organization_id') ?? '']))
  const owners = { connection: ownersOf(connections), 'scim-client': ownersOf(scimClients) }
  return (target) => {
    if (!target || target.kind === 'method') return undefined
    const { kind, key } = target
    return labels.get(kind === 'organization' ? key : (owners[kind].get(key) ?? ''))
  }
}

/** Says the way of each domain of a project; made once for a project, since several rules ask. */
const ways = new WeakMap<KnownProject, WayOf>()
export function wayIn(project: KnownProject): WayOf {
  const known = ways.get(project) ?? signInWays(project.setUp)
  ways.set(project, known)
  return known
}

/** What rules over several projects need of one; small, so that those of all projects are kept. */
export interface ProjectFacts {
  readonly summary: ProjectSummary
  /** By domain, in the form in which two of them are compared. */
  readonly domains: ReadonlyMap<string, Subject>
  /** By key of the connection: those with an issuer. */
  readonly issuers: ReadonlyMap<string, Subject & { readonly issuer: string }>
}

/** Takes from a project what the rules over several projects need. */
export function factsOf({ summary, setUp }: Pick<KnownProject, 'summary' | 'setUp'>): ProjectFacts {
  const domains = new Map<string, Subject>()
  for (const organization of setUp.organizations) {
    for (const domain of domainsOf(organization)) {
      if (!domains.has(domain)) domains.set(domain, anOrganization(organization))
    }
  }
  const issuers = new Map<string, Subject & { readonly issuer: string }>()
  for (const connection of setUp.connections) {
    const issuer = textMember(connection.fields, 'issuer_url')
    if (issuer) issuers.set(connection.key, { ...aConnection(connection), issuer })
  }
  return { summary, domains, issuers }
}
