import { entityLabel, serverEntity } from '../draft/working-copy'
import type { Relink } from '../draft/relink'
import type { Intents } from '../intents/intents'
import type { Snapshot } from '../model/snapshot'
import type { RecordedEntity } from './publish-history'
import { organizationInDraft, type RevertedEntity } from './revert-entity'

/**
 * New keys for deleted organizations, by their former id. The server gives each a new id, so references
 * to the former id have to use this key.
 */
export function newOrganizationKeys(
  entities: readonly RecordedEntity[],
  snapshot: Snapshot,
  intents: Intents,
  newKey: () => string,
): Map<string, string> {
  const keys = new Map<string, string>()
  for (const { kind, before, after } of entities) {
    if (kind !== 'organization' || !before || after) continue
    if (serverEntity(snapshot, { kind, key: before.key })) continue
    keys.set(before.key, organizationInDraft(intents, before.document) ?? newKey())
  }
  return keys
}

/** A relinked connection as an item of the revert. */
export function relinkOf({ connection: { target, fields }, change }: Relink): RevertedEntity {
  const label = entityLabel(fields, target)
  return {
    item: { target, label, what: 'relink', fields: ['organization_id'], missing: [] },
    change: [change],
  }
}
