import { until, watchDebounced } from '@vueuse/core'
import { computed, onScopeDispose, ref, watch } from 'vue'
import { t } from '../../../core/language/translate'
import { request, subscribe } from '../../bridge/request'
import { useProjectsStore } from '../../stores/projects'
import { useReadingStore } from '../../stores/reading'
import { useTeamFoldersStore } from '../../stores/team-folders'
import { useCompareStore, type ShownSide } from './compare-store'
import { useNamedValuesStore } from './named-values-store'
import { isProjectId } from '../../../core/model/project-id'

/** Milliseconds without an edit after which it is compared anew. */
const quiet = 300

/** Compares anew when another side is chosen, what is compared changes in this window, or another one says something about it. */
export function useFreshComparison() {
  const projects = useProjectsStore()
  const compare = useCompareStore()
  const readings = useReadingStore()
  const namedValues = useNamedValuesStore()
  const folders = useTeamFoldersStore()
  const reading = ref(false)
  /** A project of which this computer has no state yet. */
  const unread = computed(() =>
    compare.error?.code === 'project.unread' && isProjectId(compare.error.subject)
      ? compare.error.subject
      : undefined,
  )

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
    // What this window writes itself is read again there, and said.
    await atRest()
    const before = stamps()
    await compare.reload(true)
    await atRest()
    if (stamps() !== before) compare.said = t('The folder has changed.')
  }
  onScopeDispose(subscribe('team.changed', ({ folder }) => void readFolder(folder)))

  async function readUnread(): Promise<void> {
    const projectId = unread.value
    if (projectId === undefined) return
    reading.value = true
    const read = await request('project.read', { projectId })
    reading.value = false
    if (read.ok) await compare.reload(true)
    else compare.error = read.error
  }

  // Nobody comes here to press a button first.
  watch(
    unread,
    (projectId) => {
      if (projectId !== undefined && readings.readsUnasked && !reading.value) void readUnread()
    },
    { immediate: true },
  )

  return { unread, readUnread, reading }
}
