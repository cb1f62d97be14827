import type { Snapshot } from '../model/snapshot'
import { findConflicts } from '../conflict/conflicts'
import { moveIntents, sameTarget, type IntentChange, type Intents } from '../intents/intents'
import type { PublishRecord, RecordedEntity } from '../publish/publish-history'
import { relinkedConnections } from '../draft/relink'
import { newOrganizationKeys, relinkOf } from './revert-organizations'
import {
  createdAgain,
  deletedAgain,
  editedBack,
  type RevertContext,
  type RevertItem,
} from './revert-entity'
import { changedRedirects, type ChangedRedirect } from './revert-redirects'

export type { RevertItem } from './revert-entity'

/** The inverse of a publish as edits of a draft. */
export interface Revert {
  /** To be recorded as one step; none where nothing is left to bring back. */
  readonly changes: readonly IntentChange[]
  readonly items: readonly RevertItem[]
  readonly redirects: readonly ChangedRedirect[]
}

function revertEntity(context: RevertContext, entity: RecordedEntity) {
  if (entity.before && !entity.after) return createdAgain(context, entity.kind, entity.before)
  if (entity.after && !entity.before) return deletedAgain(context, entity.kind, entity.after)
  if (entity.before && entity.after) {
    return editedBack(context, entity.kind, entity.before, entity.after, entity.fields)
  }
  return undefined
}

/**
 * The inverse of what a publish did, as edits of a draft on today's state. Only what the publish
 * changed is touched. Where today's value is no longer the one that the publish left, the edit is a
 * conflict, as after a rebase: it remembers the published value and `findConflicts` tells of it.
 *
 * @param record a publish as it was kept
 * @param snapshot today's state
 * @param intents of the draft that the revert becomes part of
 * @param newKey a key that no entity of the draft has, such as `new:UUID`
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
