import { duplicates } from '../../core/take/duplicate'
import { connectionsOf, editable, rowsText, deleteRows } from '../../core/draft/delete-rows'
import type { RowKeys } from '../project/chosen-rows'
import type { ProjectSession } from '../project/project-session'
import { selectedKeys, selectedRows } from './use-selected-rows'
import { t } from '../../core/language/translate'
import type { WorkingEntity } from '../../core/draft/working-copy'
import { isNewKey } from '../../core/intents/intents'

/** Deletes entities in the draft as one step, and clears the selection if none of them is on the server. */
export function deleteNow(
  project: ProjectSession,
  rows: readonly WorkingEntity[],
  what: 'delete' | 'detach' = 'delete',
): void {
  const { label, edits } = deleteRows(rows, what)
  project.draft.editAll(edits, label)
  if (editable(rows).every(({ target }) => isNewKey(target.key))) project.place.clearSelection()
}

/** Deletes rows in the draft; asks first about organizations with connections. @param keys default: the selection */
export function deleteSelected(
  project: ProjectSession,
  keys: RowKeys = selectedKeys(project),
): void {
  const { organizations, connections, scimClients } = selectedRows(project, keys)
  if (connectionsOf(project.copy, editable(organizations)).length > 0) {
    project.place.open({ name: 'delete-organizations', of: keys })
    return
  }
  deleteNow(project, editable([...organizations, ...connections, ...scimClients]))
}

/**
 * Duplicates rows in the draft and selects the copies; asks for the secret of a single one. @param keys default:
 * the selection
 */
export function duplicateSelected(
  project: ProjectSession,
  keys: RowKeys = selectedKeys(project),
): void {
  const { place, copy } = project
  const { organizations, connections } = selectedRows(project, keys)
  const rows = [...organizations, ...connections]
  const made = duplicates(copy, rows, () => `new:${crypto.randomUUID()}`, project.snapshot)
  const [first] = made
  if (!first) return
  project.draft.editAll(
    made.map(({ edit }) => edit),
    t('Duplicated {rows}', { rows: rowsText(rows) }),
  )
  const kind = connections.length > 0 ? 'connection' : 'organization'
  place.show({ name: 'main' })
  place.selectRows(
    kind,
    made.map(({ key }) => key),
  )
  if (made.length === 1) place.goToField(first.toType[0] ?? 'label')
  if (first.toType.length > 0) {
    place.saidOfRows = t('Secrets are not copied: type them again')
  }
}
