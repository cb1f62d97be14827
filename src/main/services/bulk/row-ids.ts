import { idsOfRows } from '../../../core/bulk/row-ids'
import { workingCopy } from '../../../core/draft/working-copy'
import { success, type Result } from '../../../core/errors/result'
import { noIntents } from '../../../core/intents/intents'
import type { RequestInput } from '../../../core/ipc/contract'
import type { AppFiles } from '../../files/app-files'
import { yieldToEventLoop } from '../../concurrency/pauses'

/** The IDs of rows of several projects, with the drafts on disk. */
export async function idsOf(
  files: Pick<AppFiles, 'snapshots' | 'drafts'>,
  { chosen }: RequestInput<'bulk.copy-ids'>,
): Promise<Result<string[]>> {
  const ids: string[] = []
  for (const { projectId, keys } of chosen) {
    const snapshot = await files.snapshots.read(projectId)
    if (!snapshot.ok) return snapshot
    const draft = await files.drafts.read(projectId)
    if (!draft.ok) return draft
    if (!snapshot.value) continue
    const copy = workingCopy(snapshot.value, draft.value?.intents ?? noIntents)
    for (const id of idsOfRows(copy, keys)) ids.push(id)
    await yieldToEventLoop()
  }
  return success(ids)
}
