import { t } from '../../core/language/translate'
import type { RequestInput } from '../../core/ipc/contract'
import { request } from '../bridge/request'
import { errorNote } from '../components/notes/error-texts'
import { useFlushDrafts } from './use-flush-drafts'

type Asked = RequestInput<'bulk.copy'>

/**
 * Copies rows to the clipboard: as a table for a spreadsheet, or their IDs, one in a line.
 *
 * @returns what it came to, in words
 */
export function useCopyRows(): (chosen: Asked['chosen'], as: Asked['as']) => Promise<string> {
  const flush = useFlushDrafts()
  return async (chosen, as) => {
    const unsaved = await flush(chosen.map(({ projectId }) => projectId))
    if (unsaved !== undefined) return unsaved
    const result = await request('bulk.copy', { chosen, as })
    if (!result.ok) return errorNote(result.error).title
    const { count } = result.value
    if (as === 'table') {
      return t('{count, plural, one {Copied # row} other {Copied # rows}}', { count })
    }
    return count === 0
      ? t('Ory gives it an ID when you publish')
      : t('{count, plural, one {Copied # ID} other {Copied # IDs}}', { count })
  }
}
