import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { PublishRecord, PublishSummary } from '../../../core/publish/publish-history'
import type { AppError } from '../../../core/errors/app-error'
import { request } from '../../bridge/request'
import { useCatalogStore } from '../../stores/catalog'

/** The publishes of the open project, and the chosen one. */
export function usePublishHistory() {
  const catalog = useCatalogStore()
  const rows = shallowRef<readonly PublishSummary[]>([])
  const loading = ref(true)
  const error = shallowRef<AppError>()
  const chosenId = ref<string>()
  const record = shallowRef<PublishRecord>()
  const recordError = shallowRef<AppError>()
  let isAlive = true
  onScopeDispose(() => (isAlive = false))

  const isCurrent = (projectId: string) => isAlive && catalog.projectId === projectId

  async function load(): Promise<void> {
    const { projectId } = catalog
    if (projectId === undefined) return
    loading.value = true
    const result = await request('publish-history.list', { projectId })
    if (!isCurrent(projectId)) return
    loading.value = false
    error.value = result.ok ? undefined : result.error
    rows.value = result.ok ? result.value : []
  }

  async function choose(id: string): Promise<void> {
    const { projectId } = catalog
    if (projectId === undefined) return
    chosenId.value = id
    const result = await request('publish-history.read', { projectId, id })
    if (!isCurrent(projectId) || chosenId.value !== id) return
    record.value = result.ok ? result.value : undefined
    recordError.value = result.ok ? undefined : result.error
  }

  function leave(): void {
    chosenId.value = undefined
    record.value = undefined
    recordError.value = undefined
  }

  watch(
    () => catalog.projectId,
    () => {
      leave()
      rows.value = []
      void load()
    },
    { immediate: true },
  )

  return { rows, loading, error, chosenId, record, recordError, load, choose }
}
