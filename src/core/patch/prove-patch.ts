import { connectionsOf, methodNode, protocols, type Protocol } from '../model/connection'
import { isJsonObject, sameJson, textMember, type JsonObject, type JsonValue } from '../model/json'
import { methodSettingPlaces, methodSettings } from '../model/method'
import { documentOrganizations, type Snapshot } from '../model/snapshot'
import type { OrganizationIds } from './compile'
import { currentIntents } from '../intents/current-intents'
import type { Intents } from '../intents/intents'
import { applyPatch, cloneJson, type PatchOperation } from './patch'
import { workingCopy } from '../draft/working-copy'

const nodeOf = (project: JsonValue, protocol: Protocol) =>
  // What is no object has no member, which is all that is asked here.
  methodNode({ project: project as JsonObject }, protocol)

/**
 * The document without what a patch may touch: the entries of both methods, their switches and
 * settings, and the organizations.
 */
function surroundings(project: JsonValue): JsonValue {
  const copy = cloneJson(project)
  if (isJsonObject(copy)) Reflect.deleteProperty(copy, 'organizations')
  for (const protocol of protocols) {
    const node = nodeOf(copy, protocol)
    if (!node) continue
    const config = isJsonObject(node['config']) ? node['config'] : {}
    Reflect.deleteProperty(node, 'enabled')
    Reflect.deleteProperty(config, 'providers')
    if (protocol !== 'oidc') continue
    for (const place of Object.values(methodSettingPlaces)) {
      Reflect.deleteProperty(place.length > 1 ? config : node, place.at(-1) ?? '')
    }
  }
  return copy
}

function resolved(fields: JsonObject, ids: OrganizationIds): JsonObject {
  const organization = fields['organization_id']
  const id = typeof organization === 'string' ? ids[organization] : undefined
  return id === undefined ? fields : { ...fields, organization_id: id }
}

/** The document's organizations as the intents mean them; new ones are not made by this patch. */
function meantOrganizations(snapshot: Snapshot, drafted: Intents): JsonObject[] {
  const intents = currentIntents(snapshot, drafted)
  return documentOrganizations(snapshot).flatMap((entry) => {
    const intent = intents.organization[textMember(entry, 'id') ?? '']
    if (intent?.kind === 'delete') return []
    const next: Record<string, JsonValue> = { ...entry }
    for (const [field, { to }] of Object.entries(intent?.fields ?? {})) {
      if (to === undefined || to === '') Reflect.deleteProperty(next, field)
      else next[field] = to
    }
    return [next]
  })
}

/**
 * The last check before a patch is sent: applied to the snapshot by a library, it gives exactly the
 * connections, settings and organizations that the draft means, in their order, and changes nothing
 * beside them.
 *
 * @param intents what the patch carries; without the organizations when they go their own way.
 * @param operations what is about to be sent, secrets still as references.
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
    // An operation whose path is not there: such a patch does not do what the intents say.
    return false
  }
  // No operation of ours has the whole document as its path.
  const result = { ...snapshot, project: project as JsonObject }
  const copy = workingCopy(snapshot, intents)
  const meant = copy.connections.filter(({ status }) => status !== 'deleted')
  return (
    protocols.every((protocol) =>
      sameJson(
        connectionsOf(result).flatMap((item) => (item.protocol === protocol ? [item.entry] : [])),
        meant.flatMap((item) => (item.protocol === protocol ? [resolved(item.fields, ids)] : [])),
      ),
    ) &&
    sameJson(methodSettings(result), copy.methods[0]?.fields ?? {}) &&
    sameJson(documentOrganizations(result), meantOrganizations(snapshot, intents)) &&
    sameSurroundings(surroundings(snapshot.project), surroundings(project))
  )
}

/** A method's node may have been made for its first connection; nothing else may differ. */
function sameSurroundings(before: JsonValue, after: JsonValue): boolean {
  if (sameJson(before, after)) return true
  const pruned = cloneJson(after)
  for (const protocol of protocols) {
    const earlier = nodeOf(before, protocol)
    const node = nodeOf(pruned, protocol)
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
