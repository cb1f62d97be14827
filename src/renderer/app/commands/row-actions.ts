import { isNewKey } from '../../../core/intents/intents'
import { textMember } from '../../../core/model/json'
import { duplicates } from '../../../core/take/duplicate'
import { connectionsOf, editable, rowsText } from '../../../core/draft/delete-rows'
import { request } from '../../bridge/request'
import { deleteNow } from '../../composables/delete-now'
import { selectedRows } from '../../composables/use-selected-rows'
import type { ProjectSession } from '../../project/project-session'
import { t } from '../../../core/language/translate'

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
    deleteNow(project, going)
  },

  /** Selects the copies; of a single connection the secret is asked for. */
  duplicate(project: ProjectSession): void {
    const { place, copy } = project
    const { organizations, connections } = selectedRows(project)
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
  },

  /** One in a line; what only the draft has, has no id of the server yet. */
  async copyIds(project: ProjectSession): Promise<void> {
    const { organizations, connections } = selectedRows(project)
    const ids = [
      ...organizations.flatMap(({ target }) => (isNewKey(target.key) ? [] : [target.key])),
      ...connections.map(({ fields }) => textMember(fields, 'id') ?? ''),
    ].filter((id) => id !== '')
    if (ids.length === 0) {
      project.place.saidOfRows = t('Ory gives it an ID when you publish')
      return
    }
    const written = await request('clipboard.write', { text: ids.join('\n') })
    if (written.ok) {
      project.place.saidOfRows = t('{count, plural, one {Copied # ID} other {Copied # IDs}}', {
        count: ids.length,
      })
    }
  },
}
