import type { OrganizationIds } from '../intents/organization-ids'
import { secretFields } from '../fields/fields'
import type { JsonObject } from '../model/json'
import type { Snapshot } from '../model/snapshot'
import { intentOf, targetsOf, type Intents } from '../intents/intents'
import type { RecordedEntity } from './publish-history'
import { publishedTarget } from '../publish/published-target'
import { clientsGoneWith } from '../draft/cascades'
import { serverEntity } from '../draft/working-copy'

/** A document as it may be stored: without secrets. */
export function keptDocument(document: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(document).filter(([name]) => !secretFields.has(name)))
}

/**
 * Documents before and after a step, including SCIM clients deleted with an organization. `sent`: the step's intents;
 * `ids`: server IDs of new organizations.
 */
export function recordedEntities(
  before: Snapshot,
  sent: Intents,
  answer: Snapshot,
  ids: OrganizationIds,
): RecordedEntity[] {
  const own = targetsOf(sent).flatMap((target): RecordedEntity[] => {
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
  return [...own, ...goneClients(before, sent, answer)]
}

/** SCIM clients that Ory deleted with their organization. */
function goneClients(before: Snapshot, sent: Intents, answer: Snapshot): RecordedEntity[] {
  return clientsGoneWith(before, sent).flatMap(({ key, entry }): RecordedEntity[] => {
    const kind = 'scim-client'
    const isLeft = serverEntity(answer, { kind, key }) !== undefined
    return isLeft ? [] : [{ kind, before: { key, document: keptDocument(entry) }, fields: [] }]
  })
}
