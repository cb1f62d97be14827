import { currentIntents } from '../intents/current-intents'
import { inOrderOfMaking, type Intents } from '../intents/intents'
import type { OrganizationIds } from '../intents/organization-ids'
import { connectionKey, protocols, rowsMember } from '../model/connection'
import { isJsonArray, isJsonObject, sameJson, type JsonObject, type JsonValue } from '../model/json'
import { scimClientsMember, scimClientsOf } from '../model/scim-client'
import type { Snapshot } from '../model/snapshot'
import { fieldOperations, newEntry } from './compile'
import { applyPatch, type PatchOperation } from './patch'

const pointer = `/${scimClientsMember}`

/** The SCIM clients of a snapshot that a patch can address, with what the intents do with each. */
function storedOf(snapshot: Snapshot, intents: Intents['scim-client']) {
  return scimClientsOf(snapshot).flatMap((item) => {
    const intent = item.ambiguous ? undefined : intents[item.key]
    return intent ? [{ ...item, intent, path: `${pointer}/${item.index}` }] : []
  })
}

const newEntries = (intents: Intents['scim-client'], ids: OrganizationIds): JsonObject[] =>
  inOrderOfMaking(intents).map(([, intent]) => newEntry('scim-client', intent, ids))

/** Each connection that gets another state, with the place of its row. A row whose ID is not unique is left alone. */
export function switchedIn(snapshot: Snapshot, intents: Intents['connection']) {
  return protocols.flatMap((protocol) => {
    const rows = snapshot.rows?.[protocol] ?? []
    return rows.flatMap(({ id, state }, index) => {
      const to = intents[connectionKey(protocol, id)]?.fields['state']?.to
      if (to === undefined || to === state) return []
      if (rows.some((row, other) => other !== index && row.id === id)) return []
      return [{ protocol, id, index, to }]
    })
  })
}

/**
 * JSON Patch on the normalized form: connection states, then SCIM member edits, additions at the end, removals from
 * the highest position. A client's row keeps its `id`, and with it the server its secret.
 */
export function compileNormalizedPatch(
  snapshot: Snapshot,
  drafted: Intents,
  ids: OrganizationIds = {},
): PatchOperation[] {
  const states = switchedIn(snapshot, drafted.connection).map(
    ({ protocol, index, to }): PatchOperation => ({
      op: 'replace',
      path: `/${rowsMember(protocol)}/${index}/state`,
      value: to,
    }),
  )
  const intents = currentIntents(snapshot, drafted)['scim-client']
  const stored = storedOf(snapshot, intents)
  const edits = stored.flatMap(({ path, entry, intent }) =>
    intent.kind === 'edit' ? fieldOperations(path, 'scim-client', entry, intent, ids) : [],
  )
  const made = newEntries(intents, ids)
  // An empty list may be null or missing in the form, and then has no end.
  const isEmpty = scimClientsOf(snapshot).length === 0
  const additions: PatchOperation[] =
    isEmpty && made.length > 0
      ? [{ op: 'add', path: pointer, value: made }]
      : made.map((value) => ({ op: 'add', path: `${pointer}/-`, value }))
  const removals = stored
    .filter(({ intent }) => intent.kind === 'delete')
    .toReversed()
    .map(({ path }): PatchOperation => ({ op: 'remove', path }))
  return [...states, ...edits, ...additions, ...removals]
}

/** The connections of the form with their new states; `undefined` where a row is not the one that is meant. */
function switchedRows(
  revision: JsonObject,
  snapshot: Snapshot,
  drafted: Intents,
): JsonObject | undefined {
  const next: Record<string, JsonValue> = {}
  for (const { protocol, id, index, to } of switchedIn(snapshot, drafted.connection)) {
    const member = rowsMember(protocol)
    const rows = next[member] ?? revision[member]
    const row = isJsonArray(rows) ? rows[index] : undefined
    if (!isJsonArray(rows) || !isJsonObject(row) || row['provider_id'] !== id) return undefined
    next[member] = rows.with(index, { ...row, state: to })
  }
  return next
}

function edited(client: JsonValue, fields: JsonObject, names: readonly string[]): JsonValue {
  if (!isJsonObject(client)) return client
  const next: Record<string, JsonValue> = { ...client }
  for (const name of names) {
    const value = fields[name]
    if (value === undefined) Reflect.deleteProperty(next, name)
    else next[name] = value
  }
  return next
}

/**
 * Last check before sending: applied to the whole form, the patch must produce exactly the draft's SCIM clients and
 * connection states and nothing else.
 */
export function provesNormalizedPatch(
  revision: JsonObject,
  snapshot: Snapshot,
  drafted: Intents,
  operations: readonly PatchOperation[],
  ids: OrganizationIds = {},
): boolean {
  let after: JsonValue
  try {
    after = applyPatch(revision, operations)
  } catch {
    // A path of the patch does not exist, so the patch cannot have the effect of the intents.
    return false
  }
  const switched = switchedRows(revision, snapshot, drafted)
  if (!switched) return false
  const { [scimClientsMember]: list } = revision
  const clients = isJsonArray(list) ? list : []
  // A list that is null or missing stays so where no client is sent.
  const isSent = Object.keys(drafted['scim-client']).length > 0
  const sent = isSent ? { [scimClientsMember]: meantClients(clients, snapshot, drafted, ids) } : {}
  return sameJson(after, { ...revision, ...switched, ...sent })
}

function meantClients(
  clients: readonly JsonValue[],
  snapshot: Snapshot,
  drafted: Intents,
  ids: OrganizationIds,
): JsonValue[] {
  const intents = currentIntents(snapshot, drafted)['scim-client']
  const kept = scimClientsOf(snapshot).flatMap(({ key, index, ambiguous }) => {
    const client = clients[index] ?? null
    const intent = ambiguous ? undefined : intents[key]
    if (intent?.kind === 'delete') return []
    if (intent?.kind !== 'edit') return [client]
    return [edited(client, newEntry('scim-client', intent, ids), Object.keys(intent.fields))]
  })
  return [...kept, ...newEntries(intents, ids)]
}
