import type { Snapshot } from '../model/snapshot'
import { findConflicts } from '../draft/conflicts'
import { type IntentChange, type Intents, moveIntents, sameTarget } from '../intents/intents'
import type { PublishRecord, RecordedEntity } from './publish-history'
import { type Relink, relinkedConnections } from '../draft/relink'
import {
  createdAgain,
  deletedAgain,
  editedBack,
  leftUnread,
  organizationInDraft,
  protocolOf,
  type RevertContext,
  type RevertedEntity,
  type RevertItem,
} from './revert-entity'
import { entityLabel, serverEntity, workingCopy } from '../draft/working-copy'
import { textMember } from '../model/json'
import { callbackOf, serverCallback } from '../links/connection-callback'

interface ChangedRedirect {
  readonly label: string
  readonly connectionKey: string
  readonly from: string
  /** Absent until the organization has been created and has its id. */
  readonly to?: string
}

/**
 * Redirect URLs that change with a recreated organization's or a connection's ID; `next`: the draft's intents
 * including the revert.
 */
function changedRedirects(
  snapshot: Snapshot,
  entities: readonly RecordedEntity[],
  next: Intents,
  reverted: readonly RevertedEntity[],
): ChangedRedirect[] {
  const copy = workingCopy(snapshot, next)
  return reverted.flatMap(({ item, change }): ChangedRedirect[] => {
    const { target, label } = item
    if (target.kind !== 'connection' || change.length === 0) return []
    const working = copy.connections.find((entity) => entity.target.key === target.key)
    if (!working || working.status === 'deleted') return []
    // The identity provider's last known URL: today's, or else the one from before the publish.
    const former = entities.find(
      ({ kind, before }) =>
        kind === 'connection' &&
        before !== undefined &&
        protocolOf(before.key) === working.protocol &&
        textMember(before.document, 'id') === textMember(working.fields, 'id'),
    )?.before?.document
    const told = working.server ?? former
    if (!told) return []
    const old = serverCallback(snapshot, working.protocol, told)
    const now = callbackOf(snapshot, working)
    if (old.kind !== 'known' || (now.kind === 'known' && now.url === old.url)) return []
    return [
      {
        label,
        connectionKey: target.key,
        from: old.url,
        ...(now.kind === 'known' ? { to: now.url } : {}),
      },
    ]
  })
}

/** New keys by former ID, because the server assigns new IDs to recreated organizations. */
function newOrganizationKeys(
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

function relinkOf({ connection: { target, fields }, change }: Relink): RevertedEntity {
  const label = entityLabel(fields, target)
  return {
    item: { target, label, what: 'relink', fields: ['organization_id'], missing: [] },
    change: [change],
  }
}

export type { RevertItem } from './revert-entity'

/** The inverse of a publish as edits of a draft. */
interface Revert {
  /** To be recorded as one step; empty where there is nothing to restore. */
  readonly changes: readonly IntentChange[]
  readonly items: readonly RevertItem[]
  readonly redirects: readonly ChangedRedirect[]
}

function revertEntity(context: RevertContext, entity: RecordedEntity) {
  const isKnown = context.snapshot.scim?.readAt !== undefined
  if (entity.kind === 'scim-client' && !isKnown) return leftUnread(entity)
  if (entity.before && !entity.after) return createdAgain(context, entity.kind, entity.before)
  if (entity.after && !entity.before) return deletedAgain(context, entity.kind, entity.after)
  if (entity.before && entity.after) {
    return editedBack(context, entity.kind, entity.before, entity.after, entity.fields)
  }
  return undefined
}

/**
 * The inverse of a publish as draft edits. Edits only fields that the publish changed; where today's value differs,
 * the edit stores the published one, so that `findConflicts` reports it. `newKey` returns an unused key such as
 * `new:UUID`.
 */
export function planRevert(
  record: Pick<PublishRecord, 'entities'>,
  snapshot: Snapshot,
  intents: Intents,
  newKey: () => string,
): Revert {
  const organizations = newOrganizationKeys(record.entities, snapshot, intents, newKey)
  const context: RevertContext = { snapshot, intents, organizations, newKey }
  const made = record.entities.flatMap((entity) => {
    const result = revertEntity(context, entity)
    return result ? [result] : []
  })
  const touched = made.map(({ item }) => item.target)
  const relinked = relinkedConnections(snapshot, intents, organizations, touched).map(relinkOf)
  const all = [...made, ...relinked]
  const changes = all.flatMap(({ change }) => change)
  const next = changes.reduce((kept, change) => moveIntents(kept, change, 'forward'), intents)
  const conflicts = findConflicts(snapshot, next)
  return {
    changes,
    items: all.map(({ item }) => ({
      ...item,
      conflict: conflicts.some(({ target }) => sameTarget(target, item.target)),
    })),
    redirects: changedRedirects(snapshot, record.entities, next, all),
  }
}
