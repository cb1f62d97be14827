import { isJsonArray, isJsonObject, textMember, type JsonObject, type JsonValue } from './json'
import type { ReadRows, Snapshot } from './snapshot'

export type Protocol = 'oidc' | 'saml'
export const protocols: readonly Protocol[] = ['oidc', 'saml']

/** JSON Pointer of a method's node inside the project document. */
export function methodPointer(protocol: Protocol): string {
  return `/services/identity/config/selfservice/methods/${protocol}`
}

/** One SSO connection on the server: an item of the oidc or saml `providers` array. */
export interface StoredConnection {
  /** `oidc:ID` or `saml:ID`; unchanged while a draft changes the ID. */
  readonly key: string
  readonly protocol: Protocol
  /** Position in its `providers` array, valid for this snapshot only; never stored. */
  readonly index: number
  /** As in the document, with the `state` that the normalized form has. */
  readonly entry: JsonObject
  /** Another item has the same ID (or none): it cannot be addressed safely, so it is read-only. */
  readonly ambiguous: boolean
}

/** The node of a method, or `undefined` where the project has none. */
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

/** The `providers` array of a method; `undefined` where it is missing. */
export function providersOf(
  snapshot: Pick<Snapshot, 'project'>,
  protocol: Protocol,
): readonly JsonValue[] | undefined {
  const config = methodNode(snapshot, protocol)?.['config']
  const providers = isJsonObject(config) ? config['providers'] : undefined
  return isJsonArray(providers) ? providers : undefined
}

/** `base_redirect_uri` of the oidc method, which sets the host of every redirect URL. */
export function baseRedirectUri(snapshot: Pick<Snapshot, 'project'>): string | undefined {
  const config = methodNode(snapshot, 'oidc')?.['config']
  return isJsonObject(config) ? textMember(config, 'base_redirect_uri') || undefined : undefined
}

export function connectionKey(protocol: Protocol, id: string): string {
  return `${protocol}:${id}`
}

/** The member of the normalized form with the connections of a method. */
export const rowsMember = (protocol: Protocol): string =>
  `kratos_selfservice_methods_${protocol}_config_providers`

/** By the project: a snapshot is made anew for each of its other members, such as when it was read. */
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

/** Every connection of a snapshot, in the server's order, OIDC before SAML; computed once. */
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

/** States by ID, without IDs that several rows have. */
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
