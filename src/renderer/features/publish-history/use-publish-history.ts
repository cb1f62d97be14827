import { onScopeDispose, ref, shallowRef } from 'vue'
import type { PublishRecord, PublishSummary } from '../../../core/publish/publish-history'
import type { AppError } from '../../../core/errors/app-error'
import { request } from '../../bridge/request'
import { useProject } from '../../project/use-project'

/** The publishes of the open project, and the chosen one. */
export function usePublishHistory() {
  const { projectId } = useProject()
  const rows = shallowRef<readonly PublishSummary[]>([])
  const loading = ref(true)
  const error = shallowRef<AppError>()
  const chosenId = ref<string>()
  const record = shallowRef<PublishRecord>()
  const recordError = shallowRef<AppError>()
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

  async function choose(id: string): Promise<void> {
    chosenId.value = id
    const result = await request('publish-history.read', { projectId, id })
    if (!isAlive || chosenId.value !== id) return
    record.value = result.ok ? result.value : undefined
    recordError.value = result.ok ? undefined : result.error
  }

  void load()

  return { rows, loading, error, chosenId, record, recordError, load, choose }
}
