import { secretFields } from '../fields/fields'
import type { JsonObject } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import type { OrganizationIds } from '../patch/compile'
import { intentOf, targetsOf, type Intents } from '../intents/intents'
import type { RecordedEntity } from './publish-history'
import { publishedTarget } from '../publish/published-target'
import { serverEntity } from '../draft/working-copy'

/** A document as it may be stored: without secrets. */
export function keptDocument(document: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(document).filter(([name]) => !secretFields.has(name)))
}

/**
 * The effect of a step on its entities: each one's document before and after.
 *
 * @param sent the intents in the step
 * @param ids server ids of new organizations
 */
export function recordedEntities(
  before: Snapshot,
  sent: Intents,
  answer: Snapshot,
  ids: OrganizationIds,
): RecordedEntity[] {
  return targetsOf(sent).flatMap((target): RecordedEntity[] => {
    const intent = intentOf(sent, target)
    if (!intent) return []
    const place = publishedTarget(target, intent, ids)
    const [was, is] = [serverEntity(before, target), serverEntity(answer, place)]
    if (!was && !is) return []
    return [
      {
        kind: target.kind,
        ...(was ? { before: { key: target.key, document: keptDocument(was) } } : {}),
        ...(is ? { after: { key: place.key, document: keptDocument(is) } } : {}),
        fields: Object.keys(intent.fields),
      },
    ]
  })
}
