import { connectionsOf, deleteRows, editable } from '../../core/rows/delete-rows'
import { isNewKey } from '../../core/intents/intents'
import { selectedRows } from '../composables/use-selected-rows'
import type { ProjectSession } from '../project/project-session'

/** What the commands do about the rows that are selected in a project. */
export const rowActions = {
  /** Organizations with connections are asked about first. */
  remove(project: ProjectSession): void {
    const { organizations, connections } = selectedRows(project)
    const going = editable([...organizations, ...connections])
    if (connectionsOf(project.copy, editable(organizations)).length > 0) {
      project.place.open({ name: 'delete-organizations' })
      return
    }
    const { label, edits } = deleteRows(going)
    project.draft.editAll(edits, label)
    if (going.every(({ target }) => isNewKey(target.key))) project.place.clearSelection()
  },
}
