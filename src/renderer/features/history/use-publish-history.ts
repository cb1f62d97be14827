import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { PublishRecord, PublishSummary } from '../../../core/history/publish-history'
import type { AppError } from '../../../core/errors/app-error'
import type { TeamPublish } from '../../../core/team-folder/publish-file'
import { request, subscribe } from '../../bridge/request'
import { useProject } from '../../project/use-project'
import { publishRows } from './publish-rows'

/** The publishes of the open project, also that of its team folder, and the record that was read last. */
export function usePublishHistory() {
  const project = useProject()
  const { projectId } = project
  const own = shallowRef<readonly PublishSummary[]>([])
  const inFolder = shallowRef<TeamPublish>()
  const rows = computed(() => publishRows(own.value, inFolder.value))
  const loading = ref(true)
  const error = shallowRef<AppError>()
  const record = shallowRef<PublishRecord>()
  const recordError = shallowRef<AppError>()
  /** Of the publish that is asked for, while another may still be on its way. */
  let wanted: string | undefined
  let isAlive = true
  onScopeDispose(() => (isAlive = false))

  async function load(): Promise<void> {
    loading.value = true
    const asked = request('team.published', { projectId })
    const result = await request('publish-history.list', { projectId })
    // What cannot be read of the folder is told where the folder is shown.
    const there = await asked
    if (!isAlive) return
    loading.value = false
    inFolder.value = there.ok ? there.value.publish : undefined
    error.value = result.ok ? undefined : result.error
    own.value = result.ok ? result.value : []
  }

  /** @param id without one, none is to be shown */
  async function read(id: string | undefined): Promise<void> {
    wanted = id
    if (id === undefined) return
    const result = await request('publish-history.read', { projectId, id })
    if (!isAlive || wanted !== id) return
    record.value = result.ok ? result.value : undefined
    recordError.value = result.ok ? undefined : result.error
  }

  void load()
  onScopeDispose(subscribe('team.changed', () => void load()))
  // It may be published from here while this is shown.
  watch([() => project.snapshot?.revisionId, () => project.place.publishedHere], load)

  return { rows, loading, error, record, recordError, load, read }
}
