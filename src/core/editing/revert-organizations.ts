import type { Snapshot } from '../model/snapshot'
import { intentOf, sameTarget, type Intents, type Target } from './intents'
import type { RecordedEntity } from './publish-history'
import { organizationInDraft, type RevertedEntity } from './revert-entity'
import { entityLabel, serverEntity, workingCopy } from './working-copy'

/**
 * Keys under which deleted organizations come back, by their former id. The server gives each a new
 * id, so whatever named the former one has to name this key.
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

/** Connections that still name an organization which comes back: they are linked to its new key. */
export function relinkedConnections(
  snapshot: Snapshot,
  intents: Intents,
  organizations: ReadonlyMap<string, string>,
  touched: readonly Target[],
): RevertedEntity[] {
  if (organizations.size === 0) return []
  const field = 'organization_id'
  return workingCopy(snapshot, intents).connections.flatMap((item): RevertedEntity[] => {
    const { target, fields, server, status, ambiguous } = item
    const named = fields[field]
    const key = typeof named === 'string' ? organizations.get(named) : undefined
    const isOurs = touched.some((other) => sameTarget(other, target))
    if (key === undefined || status === 'deleted' || ambiguous || isOurs) return []
    const before = intentOf(intents, target)?.fields[field]
    const from = before ? before.from : server?.[field]
    const after = { ...(from === undefined ? {} : { from }), to: key }
    return [
      {
        item: {
          target,
          label: entityLabel(fields, target),
          what: 'relink',
          fields: [field],
          missing: [],
        },
        change: [{ target, field, ...(before ? { before } : {}), after }],
      },
    ]
  })
}
