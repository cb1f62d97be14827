import jsonPatch from 'fast-json-patch'
import { connectionsOf, methodNode, protocols } from '../model/connection'
import { isJsonObject, sameJson, type JsonObject, type JsonValue } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import type { OrganizationIds, PatchOperation } from './compile'
import type { Intents } from './intents'
import { workingCopy } from './working-copy'

/** The document without the entries of both methods and their switches: what no patch may touch. */
function surroundings(project: JsonValue): JsonValue {
  const copy = structuredCopy(project)
  for (const protocol of protocols) {
    const node = methodNode({ project: copy as JsonObject } as Snapshot, protocol)
    if (!node) continue
    Reflect.deleteProperty(node, 'enabled')
    if (isJsonObject(node['config'])) Reflect.deleteProperty(node['config'], 'providers')
  }
  return copy
}

function structuredCopy(value: JsonValue): JsonValue {
  return jsonPatch.deepClone(value) as JsonValue
}

function resolved(fields: JsonObject, ids: OrganizationIds): JsonObject {
  const organization = fields['organization_id']
  const id = typeof organization === 'string' ? ids[organization] : undefined
  return id === undefined ? fields : { ...fields, organization_id: id }
}

/**
 * The last check before a patch is sent: applied to the snapshot by a library, it gives exactly the
 * connections that the draft means, in their order, and changes nothing beside them.
 *
 * @param operations what is about to be sent, secrets still as references.
 */
export function provesPatch(
  snapshot: Snapshot,
  intents: Intents,
  operations: readonly PatchOperation[],
  ids: OrganizationIds = {},
): boolean {
  const project = structuredCopy(snapshot.project)
  try {
    jsonPatch.applyPatch(project, jsonPatch.deepClone(operations), true)
  } catch {
    return false
  }
  const result = { ...snapshot, project: project as JsonObject }
  const meant = workingCopy(snapshot, intents).connections.filter(
    ({ status }) => status !== 'deleted',
  )
  return (
    protocols.every((protocol) =>
      sameJson(
        connectionsOf(result).flatMap((item) => (item.protocol === protocol ? [item.entry] : [])),
        meant.flatMap((item) => (item.protocol === protocol ? [resolved(item.fields, ids)] : [])),
      ),
    ) && sameSurroundings(surroundings(snapshot.project), surroundings(project))
  )
}

/** A method's node may have been made for its first connection; nothing else may differ. */
function sameSurroundings(before: JsonValue, after: JsonValue): boolean {
  if (sameJson(before, after)) return true
  const pruned = structuredCopy(after)
  for (const protocol of protocols) {
    const document = { project: pruned as JsonObject } as Snapshot
    const earlier = methodNode({ project: before as JsonObject } as Snapshot, protocol)
    const node = methodNode(document, protocol)
    if (!node || (earlier && isJsonObject(earlier['config']))) continue
    if (isJsonObject(node['config']) && Object.keys(node['config']).length === 0) {
      Reflect.deleteProperty(node, 'config')
    }
    if (!earlier && Object.keys(node).length === 0) removeMethod(pruned, protocol)
  }
  return sameJson(before, pruned)
}

function removeMethod(project: JsonValue, protocol: string): void {
  let node: JsonValue | undefined = project
  for (const name of ['services', 'identity', 'config', 'selfservice', 'methods']) {
    node = isJsonObject(node) ? node[name] : undefined
  }
  if (isJsonObject(node)) Reflect.deleteProperty(node, protocol)
}
