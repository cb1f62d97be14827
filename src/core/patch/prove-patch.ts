import type { OrganizationIds } from '../intents/organization-ids'
import {
  connectionsOf,
  methodNode,
  methodPointer,
  protocols,
  type Protocol,
} from '../model/connection'
import { isJsonObject, sameJson, textMember, type JsonObject, type JsonValue } from '../model/json'
import { methodSettingPlaces, methodSettings } from '../model/method'
import { documentOrganizations, type Snapshot } from '../model/snapshot'
import { documentFields } from '../fields/fields'
import { currentIntents } from '../intents/current-intents'
import type { Intents } from '../intents/intents'
import { newOrganizations } from './compile-organizations'
import { applyPatch, type PatchOperation } from './patch'
import { workingCopy } from '../draft/working-copy'

const nodeOf = (project: JsonValue, protocol: Protocol) =>
  // Only a member is read; a value that is not an object has none.
  methodNode({ project: project as JsonObject }, protocol)

const methodPath = (protocol: Protocol) => methodPointer(protocol).split('/').slice(1)

/** A document without one member; everything else in it is the very same value. */
function without(value: JsonValue, [name = '', ...rest]: readonly string[]): JsonValue {
  if (!isJsonObject(value) || !Object.hasOwn(value, name)) return value
  const { [name]: member = null, ...others } = value
  return rest.length === 0 ? others : { ...others, [name]: without(member, rest) }
}

/** What a patch may change: the entries of both methods, their switches and settings, and the organizations. */
const patchedPlaces: readonly (readonly string[])[] = [
  ['organizations'],
  ...protocols.flatMap((protocol) => [
    [...methodPath(protocol), 'enabled'],
    [...methodPath(protocol), 'config', 'providers'],
  ]),
  ...Object.values(methodSettingPlaces).map((place) => [...methodPath('oidc'), ...place]),
]

/** The document without the parts that a patch may change. */
const surroundings = (project: JsonValue) => patchedPlaces.reduce(without, project)

function resolved(fields: JsonObject, ids: OrganizationIds): JsonObject {
  const organization = fields['organization_id']
  const id = typeof organization === 'string' ? ids[organization] : undefined
  return id === undefined ? fields : { ...fields, organization_id: id }
}

/** The document's organizations with the intents applied, the new ones last. */
function meantOrganizations(
  snapshot: Snapshot,
  drafted: Intents,
  ids: OrganizationIds,
): JsonObject[] {
  const intents = currentIntents(snapshot, drafted)
  const kept = documentOrganizations(snapshot).flatMap((entry) => {
    const intent = intents.organization[textMember(entry, 'id') ?? '']
    if (intent?.kind === 'delete') return []
    const next: Record<string, JsonValue> = { ...entry }
    for (const [field, { to }] of Object.entries(intent?.fields ?? {})) {
      if (to === undefined || to === '') Reflect.deleteProperty(next, field)
      else next[field] = to
    }
    return [next]
  })
  return [...kept, ...newOrganizations(snapshot, intents.organization, ids)]
}

/**
 * Last check before sending: the patched snapshot must have exactly the draft's connections, settings and
 * organizations, in order. `intents` excludes organizations sent by requests; `operations` have secret references.
 */
export function provesPatch(
  snapshot: Snapshot,
  intents: Intents,
  operations: readonly PatchOperation[],
  ids: OrganizationIds = {},
): boolean {
  let project: JsonValue
  try {
    project = applyPatch(snapshot.project, operations)
  } catch {
    // A path of the patch does not exist, so the patch cannot have the effect of the intents.
    return false
  }
  const { rows: _states, ...before } = snapshot
  // No operation has the whole document as its path, so it is still an object.
  const result = { ...before, project: project as JsonObject }
  const copy = workingCopy(before, intents)
  const meant = copy.connections.filter(({ status }) => status !== 'deleted')
  return (
    protocols.every((protocol) =>
      sameJson(
        connectionsOf(result).flatMap((item) =>
          item.protocol === protocol ? [documentFields(protocol, item.entry)] : [],
        ),
        meant.flatMap((item) =>
          item.protocol === protocol ? [resolved(documentFields(protocol, item.fields), ids)] : [],
        ),
      ),
    ) &&
    sameJson(methodSettings(result), copy.methods[0]?.fields ?? {}) &&
    sameJson(documentOrganizations(result), meantOrganizations(snapshot, intents, ids)) &&
    sameSurroundings(surroundings(snapshot.project), surroundings(project))
  )
}

const isEmpty = (value: JsonValue | undefined) =>
  isJsonObject(value) && Object.keys(value).length === 0

/** Whether nothing else differs; a method's node may have been added for its first connection. */
function sameSurroundings(before: JsonValue, after: JsonValue): boolean {
  const pruned = protocols.reduce((document, protocol) => {
    const earlier = nodeOf(before, protocol)
    if (earlier && isJsonObject(earlier['config'])) return document
    const path = methodPath(protocol)
    const isBare = isEmpty(nodeOf(document, protocol)?.['config'])
    const bare = isBare ? without(document, [...path, 'config']) : document
    return !earlier && isEmpty(nodeOf(bare, protocol)) ? without(bare, path) : bare
  }, after)
  return sameJson(before, after) || sameJson(before, pruned)
}
