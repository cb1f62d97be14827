import { until, watchDebounced } from '@vueuse/core'
import { onScopeDispose, toRef, watch } from 'vue'
import { t } from '../../../core/language/translate'
import { subscribe } from '../../bridge/request'
import { useProjectsStore } from '../../stores/projects'
import { useTeamFoldersStore } from '../../stores/team-folders'
import { useCompareStore, useNamedValuesStore, type ShownSide } from './compare-store'
import { useUnreadProject } from './use-unread-project'

const quiet = 300

/** Compares anew when another side is chosen, what is compared changes in this window, or another one says something about it. */
export function useFreshComparison() {
  const projects = useProjectsStore()
  const compare = useCompareStore()
  const namedValues = useNamedValuesStore()
  const folders = useTeamFoldersStore()

  function standsOn(source: ShownSide | undefined) {
    if (source?.kind !== 'project') return []
    const session = projects.sessions.get(source.projectId)
    // A project's publish or read gives another snapshot, an edit another draft.
    return [session?.snapshot, source.state === 'draft' ? session?.draft.current : undefined]
  }

  watch([() => compare.left, () => compare.right], () => {
    compare.clear()
    void compare.reload(true)
  })
  watchDebounced(
    () => [...standsOn(compare.left), ...standsOn(compare.right)],
    () => void compare.reload(true),
    { debounce: quiet },
  )
  watch(
    () => compare.filter,
    () => void compare.reload(false),
  )

  watch(
    () => namedValues.changes,
    () => void compare.reload(true),
  )
  onScopeDispose(subscribe('compare.noted', () => void compare.reload(true)))

  const atRest = () => until(() => compare.isWriting || compare.busy).toBe(false)
  const stamps = () => `${compare.list?.left.stamp} ${compare.list?.right.stamp}`

  async function readFolder(folder: string): Promise<void> {
    const isShown = [compare.left, compare.right].some(
      (side) => side?.kind === 'folder' && folders.of(side.workspaceId)?.folder === folder,
    )
    if (!isShown) return
    // This window's own writes are reloaded and reported where they are made.
    await atRest()
    const before = stamps()
    await compare.reload(true)
    await atRest()
    if (stamps() !== before) compare.said = t('The folder has changed.')
  }
  onScopeDispose(subscribe('team.changed', ({ folder }) => void readFolder(folder)))

  return useUnreadProject(toRef(compare, 'error'), () => compare.reload(true))
}
