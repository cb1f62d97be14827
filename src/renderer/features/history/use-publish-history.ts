import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { PublishRecord, PublishSummary } from '../../../core/history/publish-history'
import type { AppError } from '../../../core/errors/app-error'
import { request } from '../../bridge/request'
import { useProject } from '../../project/use-project'

/** The publishes of the open project, and the one that was read last. */
export function usePublishHistory() {
  const project = useProject()
  const { projectId } = project
  const rows = shallowRef<readonly PublishSummary[]>([])
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
    const result = await request('publish-history.list', { projectId })
    if (!isAlive) return
    loading.value = false
    error.value = result.ok ? undefined : result.error
    rows.value = result.ok ? result.value : []
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
  // It may be published from here while this is shown.
  watch([() => project.snapshot?.revisionId, () => project.place.publishedHere], load)

  return { rows, loading, error, record, recordError, load, read }
}
