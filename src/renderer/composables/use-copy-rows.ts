import { t } from '../../core/language/translate'
import { tableColumnNames } from '../../core/search/table-columns'
import { everyRow } from '../../core/search/table-question'
import { request } from '../bridge/request'
import { errorNote } from '../components/notes/error-texts'
import type { SelectedRow } from '../stores/ui'
import { partsOf } from './use-selected-rows'
import { useFlushDrafts } from './use-flush-drafts'

/** Copies rows as a table or as IDs. @returns the result in words */
export function useCopyRows(): (
  rows: readonly SelectedRow[],
  as: 'table' | 'ids',
) => Promise<string> {
  const flush = useFlushDrafts()

  async function copyTable(rows: readonly SelectedRow[]): Promise<string> {
    const columns = [...tableColumnNames]
    const chosen = [...rows]
    const asked = { kind: 'rows', filter: everyRow, columns, chosen } as const
    const result = await request('all-organizations.copy', asked)
    return result.ok
      ? t('{count, plural, one {Copied # row} other {Copied # rows}}', { count: result.value.rows })
      : errorNote(result.error).title
  }

  async function copyIds(rows: readonly SelectedRow[]): Promise<string> {
    const chosen = partsOf(rows).map(({ projectId, keys }) => ({ projectId, keys: [...keys] }))
    const result = await request('bulk.copy-ids', { chosen })
    if (!result.ok) return errorNote(result.error).title
    const { count } = result.value
    return count === 0
      ? t('Ory gives it an ID when you publish')
      : t('{count, plural, one {Copied # ID} other {Copied # IDs}}', { count })
  }

  return async (rows, as) => {
    const unsaved = await flush(rows.map(({ projectId }) => projectId))
    return unsaved ?? (as === 'table' ? copyTable(rows) : copyIds(rows))
  }
}
