import { isNewKey } from '../intents/intents'
import type { Protocol } from '../model/connection'
import { textListMember, textMember } from '../model/json'
import type { SetUp, SetUpConnection, SetUpOrganization } from '../model/set-up'
import { comparableDomain } from './email-domain'

/** Whether a connection is enabled. Ory tells it apart from the document, so often it is not known. */
export type ConnectionState = 'enabled' | 'disabled' | 'unknown'

/** Whether a connection is enabled; Ory enables a new one. */
export function connectionState({
  key,
  fields,
}: Pick<SetUpConnection, 'key' | 'fields'>): ConnectionState {
  const state = textMember(fields, 'state')
  if (state === 'enabled' || state === 'disabled') return state
  return isNewKey(key) ? 'enabled' : 'unknown'
}

/** Whether a connection of a set-up is known to be disabled. */
export const isDisabled = (connection: Pick<SetUpConnection, 'key' | 'fields'>): boolean =>
  connectionState(connection) === 'disabled'

/** Everything that decides sign-in, from a server, draft or file. */
export interface WayFacts {
  /** Organizations that claim a domain, in the order of the set-up, each once. */
  claimants(comparableDomain: string): readonly SetUpOrganization[]
  /** Connections of an organization by its key; of none with an empty one. */
  connectionsOf(organizationKey: string): readonly SetUpConnection[]
  /** Key of the connection that Kratos finds by the id of one: the first with it. */
  firstKey(connection: SetUpConnection): string | undefined
  isOn(protocol: Protocol): boolean
  stateOf(connection: SetUpConnection): ConnectionState
}

/** Key of the organization that a connection belongs to; empty for one that everybody is offered. */
export const organizationKeyOf = ({ fields }: Pick<SetUpConnection, 'fields'>): string =>
  textMember(fields, 'organization_id') ?? ''

/** By which Kratos looks a connection up, and under which it keeps the accounts of people. */
export const accountOf = ({ protocol, fields }: Pick<SetUpConnection, 'protocol' | 'fields'>) =>
  `${protocol}:${textMember(fields, 'id') ?? ''}`

const domains = new WeakMap<SetUpOrganization['fields'], readonly string[]>()

/** Distinct comparable domains; cached. */
export function domainsOf({ fields }: Pick<SetUpOrganization, 'fields'>): readonly string[] {
  const before = domains.get(fields)
  if (before) return before
  const listed = textListMember(fields, 'domains').map(comparableDomain)
  // Nearly all have one.
  const found = listed.length < 2 ? listed : [...new Set(listed)]
  domains.set(fields, found)
  return found
}

function addTo<Value>(lists: Map<string, Value[]>, name: string, value: Value): void {
  const list = lists.get(name)
  if (list) list.push(value)
  else lists.set(name, [value])
}

type Facts = Pick<SetUp, 'organizations' | 'connections' | 'methods'>

const known = new WeakMap<Facts, WayFacts>()

/** Facts of a setup, walked once. */
export function factsOfSetUp(setUp: Facts): WayFacts {
  const before = known.get(setUp)
  if (before) return before
  const facts = walked(setUp)
  known.set(setUp, facts)
  return facts
}

function walked({ organizations, connections, methods }: Facts): WayFacts {
  const claims = new Map<string, Map<string, SetUpOrganization>>()
  for (const organization of organizations) {
    for (const domain of domainsOf(organization)) {
      const claimants = claims.get(domain) ?? new Map<string, SetUpOrganization>()
      if (!claimants.has(organization.key)) claimants.set(organization.key, organization)
      claims.set(domain, claimants)
    }
  }
  const members = new Map<string, SetUpConnection[]>()
  const first = new Map<string, string>()
  for (const connection of connections) {
    addTo(members, organizationKeyOf(connection), connection)
    const account = accountOf(connection)
    if (!first.has(account)) first.set(account, connection.key)
  }
  return {
    claimants: (domain) => [...(claims.get(domain)?.values() ?? [])],
    connectionsOf: (key) => members.get(key) ?? [],
    firstKey: (connection) => first.get(accountOf(connection)),
    isOn: (protocol) => methods[protocol].enabled,
    stateOf: connectionState,
  }
}
