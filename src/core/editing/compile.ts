import {
  connectionsOf,
  methodNode,
  methodPointer,
  protocols,
  providersOf,
  type Protocol,
  type StoredConnection,
} from '../model/connection'
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import { isNewKey, type EntityIntent, type Intents } from './intents'

/** RFC 6902 operations that Ory's server is known to accept; the others are not relied on. */
export type PatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: JsonValue }
  | { readonly op: 'remove'; readonly path: string }

/** Escapes a member name for a JSON Pointer (RFC 6901). */
export function pointerSegment(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** The id to send for an organization that was new in the draft: what its key has become. */
export type OrganizationIds = Readonly<Record<string, string>>

/** How the id of an organization that does not exist yet stands in a patch that is shown. */
export function organizationStandIn(label: string): string {
  return `<id of ${label}>`
}

function resolve(field: string, value: JsonValue, ids: OrganizationIds): JsonValue {
  if (field !== 'organization_id' || typeof value !== 'string' || !isNewKey(value)) return value
  const id = ids[value]
  if (id === undefined) throw new Error(`No id for the organization ${value}`)
  return id
}

/** Operations that change single members of one entry, and nothing beside them. */
function fieldOperations(
  path: string,
  server: JsonObject,
  intent: EntityIntent,
  ids: OrganizationIds,
): PatchOperation[] {
  return Object.entries(intent.fields).flatMap(([field, { to }]): PatchOperation[] => {
    const member = `${path}/${pointerSegment(field)}`
    const present = Object.hasOwn(server, field)
    if (to === undefined) return present ? [{ op: 'remove', path: member }] : []
    const value = resolve(field, to, ids)
    return [{ op: present ? 'replace' : 'add', path: member, value }]
  })
}

function newEntry(intent: EntityIntent, ids: OrganizationIds): JsonObject {
  const members = Object.entries(intent.fields).flatMap(([field, { to }]) =>
    to === undefined ? [] : [[field, resolve(field, to, ids)] as const],
  )
  return Object.fromEntries(members)
}

/** Adds entries at the end, making the missing parts of the node and leaving all that is there. */
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

function compileProtocol(
  snapshot: Snapshot,
  intents: Intents['connection'],
  protocol: Protocol,
  ids: OrganizationIds,
): PatchOperation[] {
  const pointer = methodPointer(protocol)
  const stored = connectionsOf(snapshot).filter(
    (item) => item.protocol === protocol && !item.ambiguous,
  )
  const path = (item: StoredConnection) => `${pointer}/config/providers/${item.index}`
  const edits = stored.flatMap((item) => {
    const intent = intents[item.key]
    return intent?.kind === 'edit' ? fieldOperations(path(item), item.entry, intent, ids) : []
  })
  const created = Object.values(intents)
    .filter((intent) => intent.kind === 'create' && (intent.protocol ?? 'oidc') === protocol)
    .map((intent) => newEntry(intent, ids))
  const removed = stored.filter((item) => intents[item.key]?.kind === 'delete').toReversed()
  const removals = removed.map((item): PatchOperation => ({ op: 'remove', path: path(item) }))
  const count = providersOf(snapshot, protocol)?.length ?? 0
  // Ory calls an enabled method without providers invalid, so the last one takes it along.
  const emptied = removed.length > 0 && count + created.length === removed.length
  const disable: PatchOperation[] =
    emptied && methodNode(snapshot, protocol)?.['enabled'] === true
      ? [{ op: 'replace', path: `${pointer}/enabled`, value: false }]
      : []
  return [...edits, ...additions(snapshot, protocol, created), ...removals, ...disable]
}

/**
 * The JSON Patch that turns a snapshot's connections into what the intents mean. Ids become
 * positions here and nowhere else: single members first, then new entries at the end, then removals
 * from the highest position down, so that no operation moves the target of a later one.
 */
export function compilePatch(
  snapshot: Snapshot,
  intents: Intents,
  ids: OrganizationIds = {},
): PatchOperation[] {
  return protocols.flatMap((protocol) =>
    compileProtocol(snapshot, intents.connection, protocol, ids),
  )
}
