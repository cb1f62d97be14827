import { idsOfRows, rowsOfTable, tableHead, tabSeparated } from '../../../core/bulk/row-text'
import { workingCopy } from '../../../core/draft/working-copy'
import { success, type Result } from '../../../core/errors/result'
import { noIntents } from '../../../core/intents/intents'
import type { RequestInput } from '../../../core/ipc/contract'
import type { AppFiles } from '../../files/app-files'
import { yieldToEventLoop } from '../../concurrency/pauses'

/** Rows of several projects as a text, with the drafts on disk. */
export async function textOfRows(
  files: Pick<AppFiles, 'snapshots' | 'drafts'>,
  { chosen, as }: RequestInput<'bulk.copy'>,
): Promise<Result<{ readonly text: string; readonly count: number }>> {
  const rows: string[][] = []
  for (const { projectId, keys } of chosen) {
    const snapshot = await files.snapshots.read(projectId)
    if (!snapshot.ok) return snapshot
    const draft = await files.drafts.read(projectId)
    if (!draft.ok) return draft
    if (!snapshot.value) continue
    const copy = workingCopy(snapshot.value, draft.value?.intents ?? noIntents)
    if (as === 'ids') rows.push(...idsOfRows(copy, keys).map((id) => [id]))
    else rows.push(...rowsOfTable(snapshot.value.summary, copy, keys))
    await yieldToEventLoop()
  }
  const text = as === 'ids' ? rows.map(([id]) => id).join('\n') : tabSeparated([tableHead, ...rows])
  return success({ text, count: rows.length })
}
