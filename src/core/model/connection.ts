import { isJsonArray, isJsonObject, textMember, type JsonObject, type JsonValue } from './json'
import type { ReadRows, Snapshot } from './snapshot'

export type Protocol = 'oidc' | 'saml'
export const protocols: readonly Protocol[] = ['oidc', 'saml']

export function methodPointer(protocol: Protocol): string {
  return `/services/identity/config/selfservice/methods/${protocol}`
}

/** One SSO connection on the server: an item of a `providers` array. */
export interface StoredConnection {
  /** `oidc:ID` or `saml:ID`; a draft that changes the ID keeps it. */
  readonly key: string
  readonly protocol: Protocol
  /** Position in its `providers` array; valid only for this snapshot, never stored. */
  readonly index: number
  readonly entry: JsonObject
  /** The ID is missing or not unique, so the connection is read-only. */
  readonly ambiguous: boolean
}

export function methodNode(
  snapshot: Pick<Snapshot, 'project'>,
  protocol: Protocol,
): JsonObject | undefined {
  let node: JsonValue | undefined = snapshot.project
  for (const name of methodPointer(protocol).split('/').slice(1)) {
    node = isJsonObject(node) ? node[name] : undefined
  }
  return isJsonObject(node) ? node : undefined
}

export function providersOf(
  snapshot: Pick<Snapshot, 'project'>,
  protocol: Protocol,
): readonly JsonValue[] | undefined {
  const config = methodNode(snapshot, protocol)?.['config']
  const providers = isJsonObject(config) ? config['providers'] : undefined
  return isJsonArray(providers) ? providers : undefined
}

export function baseRedirectUri(snapshot: Pick<Snapshot, 'project'>): string | undefined {
  const config = methodNode(snapshot, 'oidc')?.['config']
  return isJsonObject(config) ? textMember(config, 'base_redirect_uri') || undefined : undefined
}

export function connectionKey(protocol: Protocol, id: string): string {
  return `${protocol}:${id}`
}

export const rowsMember = (protocol: Protocol): string =>
  `kratos_selfservice_methods_${protocol}_config_providers`

/** Keyed by the project, because a snapshot is copied whenever another member changes. */
const connections = new WeakMap<Snapshot['project'], readonly StoredConnection[]>()

function documentConnections({ project }: Pick<Snapshot, 'project'>): readonly StoredConnection[] {
  const known = connections.get(project)
  if (known) return known
  const found = findConnections({ project })
  connections.set(project, found)
  return found
}

interface WithStates {
  readonly of: readonly StoredConnection[]
  readonly connections: readonly StoredConnection[]
}
const withStates = new WeakMap<ReadRows, WithStates>()

/** Connections of a snapshot in the server's order, OIDC before SAML; cached. */
export function connectionsOf(
  snapshot: Pick<Snapshot, 'project' | 'rows'>,
): readonly StoredConnection[] {
  const of = documentConnections(snapshot)
  const { rows } = snapshot
  if (!rows) return of
  const known = withStates.get(rows)
  if (known?.of === of) return known.connections
  const states = { oidc: statesIn(rows.oidc), saml: statesIn(rows.saml) }
  const found = of.map((item) => {
    const state = item.ambiguous
      ? undefined
      : states[item.protocol].get(textMember(item.entry, 'id') ?? '')
    return state === undefined ? item : { ...item, entry: { ...item.entry, state } }
  })
  withStates.set(rows, { of, connections: found })
  return found
}

/** States by ID, without ambiguous IDs. */
function statesIn(rows: ReadRows[Protocol]): ReadonlyMap<string, string | undefined> {
  const states = new Map<string, string | undefined>()
  for (const { id, state } of rows) states.set(id, states.has(id) ? undefined : state)
  return states
}

function findConnections(snapshot: Pick<Snapshot, 'project'>): StoredConnection[] {
  return protocols.flatMap((protocol) => {
    const seen = new Map<string, number>()
    const entries = (providersOf(snapshot, protocol) ?? []).map((item) =>
      isJsonObject(item) ? item : {},
    )
    for (const entry of entries) {
      const id = textMember(entry, 'id') ?? ''
      seen.set(id, (seen.get(id) ?? 0) + 1)
    }
    return entries.map((entry, index) => {
      const id = textMember(entry, 'id') ?? ''
      const ambiguous = id === '' || (seen.get(id) ?? 0) > 1
      const key = connectionKey(protocol, ambiguous ? `${id}#${index}` : id)
      return { key, protocol, index, entry, ambiguous }
    })
  })
}
