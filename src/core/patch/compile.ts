import type { OrganizationIds } from '../intents/organization-ids'
import {
  connectionsOf,
  methodNode,
  methodPointer,
  protocols,
  providersOf,
} from '../model/connection'
import type { Protocol, StoredConnection } from '../model/connection'
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json'
import { organizationRoute, type Snapshot } from '../model/snapshot'
import { inFieldOrder, isNormalized, type FieldTable } from '../fields/fields'
import { compileOrganizations } from './compile-organizations'
import { currentIntents } from '../intents/current-intents'
import { type EntityIntent, inOrderOfMaking, type Intents, isNewKey } from '../intents/intents'
import { applyPatch, memberOperation, type PatchOperation, pointerSegment } from './patch'
import { positionsBy } from '../draft/positions'
import { methodSettingPlaces } from '../model/method'

/** A method's node in the form that the server accepts without any connection. */
function emptyNode(settings: Readonly<Record<string, JsonValue>>): JsonObject {
  const { base_redirect_uri: base, ...others } = settings
  const config = { providers: [], ...(base === undefined ? {} : { base_redirect_uri: base }) }
  return { enabled: false, ...others, config }
}

/**
 * Operations that only change single settings of the oidc method.
 *
 * @param intents of which each changes the snapshot (`currentIntents`)
 */
function compileMethods(snapshot: Snapshot, intents: Intents['method']): PatchOperation[] {
  const fields = inFieldOrder('method', Object.entries(intents['oidc']?.fields ?? {})).flatMap(
    ([name, { to }]) => {
      const place = methodSettingPlaces[name]
      return place ? [{ name, place, to }] : []
    },
  )
  if (fields.length === 0) return []
  const pointer = methodPointer('oidc')
  const node = methodNode(snapshot, 'oidc')
  if (!node) {
    const set = fields.flatMap(({ name, to }) => (to === undefined ? [] : [[name, to] as const]))
    return [{ op: 'add', path: pointer, value: emptyNode(Object.fromEntries(set)) }]
  }
  const { config } = node
  const needsConfig = !isJsonObject(config) && fields.some(({ place }) => place[0] === 'config')
  const made: PatchOperation[] = needsConfig
    ? [{ op: 'add', path: `${pointer}/config`, value: { providers: [] } }]
    : []
  const operations = fields.flatMap(({ place, to }) => {
    const parent = place.length > 1 ? (isJsonObject(config) ? config : {}) : node
    const member = place.at(-1) ?? ''
    return memberOperation(`${pointer}/${place.join('/')}`, Object.hasOwn(parent, member), to)
  })
  return [...made, ...operations]
}

export type { PatchOperation } from './patch'

/** The placeholder, in a patch shown to people, for the id of an organization not created yet. */
export function organizationPlaceholder(label: string): string {
  return `<id of ${label}>`
}

function resolve(
  field: string,
  value: JsonValue | undefined,
  ids: OrganizationIds,
): JsonValue | undefined {
  if (field !== 'organization_id' || typeof value !== 'string' || !isNewKey(value)) return value
  const id = ids[value]
  if (id === undefined) throw new Error(`No id for the organization ${value}`)
  return id
}

/** The members of an intent that the document of a project has. */
const documentMembers = (table: FieldTable, { fields }: EntityIntent) =>
  inFieldOrder(table, Object.entries(fields)).filter(([field]) => !isNormalized(table, field))

/** Operations that only change single members of one entry. */
export function fieldOperations(
  path: string,
  table: FieldTable,
  server: JsonObject,
  intent: EntityIntent,
  ids: OrganizationIds,
): PatchOperation[] {
  return documentMembers(table, intent).flatMap(([field, { to }]) =>
    memberOperation(
      `${path}/${pointerSegment(field)}`,
      Object.hasOwn(server, field),
      resolve(field, to, ids),
    ),
  )
}

/** A new entry with the members of its intent. */
export function newEntry(
  table: FieldTable,
  intent: EntityIntent,
  ids: OrganizationIds,
): JsonObject {
  const members = documentMembers(table, intent).flatMap(([field, { to }]) => {
    const value = resolve(field, to, ids)
    return value === undefined ? [] : [[field, value] as const]
  })
  return Object.fromEntries(members)
}

/** Appends entries, adding missing parts of the node and keeping all existing ones. */
function additions(
  snapshot: Snapshot,
  protocol: Protocol,
  entries: readonly JsonObject[],
): PatchOperation[] {
  if (entries.length === 0) return []
  const path = methodPointer(protocol)
  const node = methodNode(snapshot, protocol)
  if (!node) {
    return [{ op: 'add', path, value: { enabled: true, config: { providers: [...entries] } } }]
  }
  const enable: PatchOperation[] =
    node['enabled'] === true
      ? []
      : [{ op: 'enabled' in node ? 'replace' : 'add', path: `${path}/enabled`, value: true }]
  if (!isJsonObject(node['config'])) {
    return [...enable, { op: 'add', path: `${path}/config`, value: { providers: [...entries] } }]
  }
  if (!providersOf(snapshot, protocol)) {
    return [...enable, { op: 'add', path: `${path}/config/providers`, value: [...entries] }]
  }
  const end = `${path}/config/providers/-`
  return [...enable, ...entries.map((value) => ({ op: 'add' as const, path: end, value }))]
}

const positionsOf = positionsBy(({ key }: StoredConnection) => [key])

function compileProtocol(
  snapshot: Snapshot,
  intents: Intents['connection'],
  protocol: Protocol,
  ids: OrganizationIds,
): PatchOperation[] {
  const pointer = methodPointer(protocol)
  const all = connectionsOf(snapshot)
  // In the server's order; the draft touches only a few.
  const places = Object.keys(intents).flatMap((key) => positionsOf(all).get(key) ?? [])
  const stored = places
    .toSorted((left, right) => left - right)
    .flatMap((place) => all[place] ?? [])
    .filter((item) => item.protocol === protocol && !item.ambiguous)
  const path = (item: StoredConnection) => `${pointer}/config/providers/${item.index}`
  const edits = stored.flatMap((item) => {
    const intent = intents[item.key]
    return intent?.kind === 'edit'
      ? fieldOperations(path(item), protocol, item.entry, intent, ids)
      : []
  })
  const created = inOrderOfMaking(intents)
    .filter(([, intent]) => (intent.protocol ?? 'oidc') === protocol)
    .map(([, intent]) => newEntry(protocol, intent, ids))
  const removed = stored.filter((item) => intents[item.key]?.kind === 'delete').toReversed()
  const removals = removed.map((item): PatchOperation => ({ op: 'remove', path: path(item) }))
  const count = providersOf(snapshot, protocol)?.length ?? 0
  // Ory refuses an enabled method without providers, so removing the last one also disables it.
  const emptied = removed.length > 0 && count + created.length === removed.length
  const disable: PatchOperation[] =
    emptied && methodNode(snapshot, protocol)?.['enabled'] === true
      ? [{ op: 'replace', path: `${pointer}/enabled`, value: false }]
      : []
  return [...edits, ...additions(snapshot, protocol, created), ...removals, ...disable]
}

/**
 * Compiles intents to a JSON Patch: settings, organizations, connections, then deleted organizations. Edits come
 * first, then additions at the end, then removals from the highest position, so that no operation moves a later
 * target. Deterministic. `ids` defaults to proposed organization IDs.
 */
export function compilePatch(
  snapshot: Snapshot,
  drafted: Intents,
  ids: OrganizationIds = {},
): PatchOperation[] {
  const intents = currentIntents(snapshot, drafted)
  const methods = compileMethods(snapshot, intents.method)
  // Settings may create a missing node, which the connections then use.
  const base = methods.length === 0 ? snapshot : withMethods(snapshot, methods)
  const connections = protocols.flatMap((protocol) =>
    compileProtocol(base, intents.connection, protocol, ids),
  )
  const organizations =
    organizationRoute(snapshot) === 'patch'
      ? compileOrganizations(snapshot, intents.organization, ids)
      : { edits: [], additions: [], removals: [] }
  const { edits, additions, removals } = organizations
  return [...methods, ...edits, ...additions, ...connections, ...removals]
}

function withMethods(snapshot: Snapshot, methods: readonly PatchOperation[]): Snapshot {
  // Switches of methods are inside the document, so it remains an object.
  const project = applyPatch(snapshot.project, methods) as JsonObject
  return { ...snapshot, project }
}
