import type { WorkingEntity } from '../../core/draft/working-copy'
import { isNewKey } from '../../core/intents/intents'
import { deleteRows, editable } from '../../core/draft/delete-rows'
import type { ProjectSession } from '../project/project-session'

/**
 * Deletes organizations or connections in the draft, as one step. What only the draft had is gone then, and is no
 * longer chosen.
 *
 * @param what happens to the connections of organizations
 */
export function deleteNow(
  project: ProjectSession,
  rows: readonly WorkingEntity[],
  what: 'delete' | 'detach' = 'delete',
): void {
  const { label, edits } = deleteRows(rows, what)
  project.draft.editAll(edits, label)
  if (editable(rows).every(({ target }) => isNewKey(target.key))) project.place.clearSelection()
}
