import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import type { MappedPerson, MapperChange } from '../../../core/impact/mappers'
import { loadSamples } from '../../composables/load-samples'
import { useProject } from '../../project/use-project'
import { compareMapper } from './compare-mappers'

/** How one changed mapper came out; neither while it is not known yet. */
export interface MapperResult {
  readonly people?: readonly MappedPerson[]
  readonly error?: AppError
}

/** Runs the changed mappers one after the other, anew when one of them changed. */
export function useMapperImpact(changes: () => readonly MapperChange[]) {
  const project = useProject()
  const results = shallowRef<ReadonlyMap<string, MapperResult>>(new Map())
  const running = ref(false)
  let current: AbortController | undefined

  async function run(list: readonly MapperChange[], signal: AbortSignal): Promise<void> {
    running.value = true
    // The texts and cases that main knows are those of the draft on disk.
    await project.saving.flush()
    const samples = await loadSamples()
    for (const change of list) {
      if (signal.aborted) return
      const files = samples.ok ? samples.value : []
      const result = await compareMapper(project.projectId, change, files, signal)
      if (signal.aborted) return
      const next: MapperResult = result.ok ? { people: result.value } : { error: result.error }
      results.value = new Map([...results.value, [change.key, next]])
    }
    running.value = false
  }

  watch(
    () => JSON.stringify(changes()),
    () => {
      current?.abort()
      results.value = new Map()
      running.value = false
      const list = changes()
      if (list.length === 0) return
      current = new AbortController()
      void run(list, current.signal)
    },
    { immediate: true },
  )
  onScopeDispose(() => current?.abort())
  return { results, running }
}
