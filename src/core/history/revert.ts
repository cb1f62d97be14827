import type { Snapshot } from '../model/snapshot'
import { findConflicts } from '../draft/conflicts'
import { moveIntents, sameTarget, type IntentChange, type Intents } from '../intents/intents'
import type { PublishRecord, RecordedEntity } from './publish-history'
import { relinkedConnections } from '../draft/relink'
import { newOrganizationKeys, relinkOf } from './revert-organizations'
import {
  createdAgain,
  deletedAgain,
  editedBack,
  leftUnread,
  type RevertContext,
  type RevertItem,
} from './revert-entity'
import { changedRedirects, type ChangedRedirect } from './revert-redirects'

export type { RevertItem } from './revert-entity'

/** The inverse of a publish as edits of a draft. */
export interface Revert {
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
 * The inverse of a publish, as edits of a draft on today's state. Only fields that the publish changed
 * are edited. Where today's value differs from the published one, the edit is a conflict, as after a
 * rebase: it stores the published value, and `findConflicts` reports it.
 *
 * @param record the stored publish
 * @param snapshot today's state
 * @param intents the intents of the draft that the revert is added to
 * @param newKey returns an unused key for the draft, such as `new:UUID`
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
