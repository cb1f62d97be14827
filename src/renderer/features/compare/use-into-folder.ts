import { computed } from 'vue'
import { t } from '../../../core/language/translate'
import type { RequestOutput } from '../../../core/ipc/contract'
import { request } from '../../bridge/request'
import { useTeamFoldersStore } from '../../stores/team-folders'
import { useCompareStore } from './compare-store'

type Written = RequestOutput<'promote.make'>

/** Writes what is ticked into the file of the project in the team folder, where that is on the right. */
export function useIntoFolder() {
  const compare = useCompareStore()
  const folders = useTeamFoldersStore()

  /** A file in the folder takes what its own project has. */
  const canWrite = computed(
    () =>
      compare.right?.kind === 'folder' &&
      compare.left?.kind === 'project' &&
      compare.list?.sameProject === true,
  )

  async function write(): Promise<void> {
    const { promotion } = compare
    const stamp = compare.list?.right.stamp
    if (!promotion || stamp === undefined || compare.isWriting) return
    compare.isWriting = true
    await compare.flushDrafts()
    const result = await request('promote.make', { ...promotion, stamp })
    compare.report(result)
    if (result.ok) await tell(result.value)
    compare.isWriting = false
  }

  /** Shows the folder as it is now, and says what became of the rows. */
  async function tell({ isChanged, changes, skipped }: Written): Promise<void> {
    if (!isChanged) compare.uncheckAll()
    await compare.reload(true)
    void folders.refresh()
    compare.notTaken = skipped
    const words = t(
      '{count, plural, one {# change} other {# changes}} written into the team folder.',
      { count: changes },
    )
    if (!isChanged) compare.said = changes === 0 ? t('Nothing was written.') : words
    else {
      compare.said = t(
        'The folder has changed. Nothing was written: look at it again, then take it once more.',
      )
    }
  }

  return { canWrite, write }
}
