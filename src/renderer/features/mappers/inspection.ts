import { useTimeoutFn } from '@vueuse/core'
import { onScopeDispose, proxyRefs, ref, shallowRef } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import type { InspectedMapper } from '../../../core/ipc/mapper-editor'
import { request, subscribe } from '../../bridge/request'
import { mergeInspected } from './merge-inspected'
import { everyFinding, type RowFilter } from './row-filter'
import type { ProjectSession } from '../../project/project-session'
import { useProject } from '../../project/use-project'

/** Mappers arrive one by one; the table is updated this often, in milliseconds. */
const paintEvery = 60

export interface InspectionProgress {
  readonly done: number
  readonly of: number
}

export type Inspection = ReturnType<typeof createInspection>

/** What was found in the mappers of one project, and what of it is shown. */
function createInspection(project: ProjectSession) {
  const { projectId } = project
  const mappers = shallowRef<readonly InspectedMapper[]>([])
  const running = ref(false)
  /** Absent until the first mapper is done. */
  const progress = shallowRef<InspectionProgress>()
  /** Progress when the person cancelled. */
  const cancelledAt = shallowRef<InspectionProgress>()
  const error = shallowRef<AppError>()
  /** Whether all mappers have been inspected once. */
  const complete = ref(false)
  const filter = shallowRef<RowFilter>(everyFinding)
  const chosenKey = ref<string>()

  let before: readonly InspectedMapper[] = []
  let fresh = new Map<string, InspectedMapper>()
  /** Called for each mapper that arrives. */
  let onArrival: () => void = () => undefined
  const painting = useTimeoutFn(paint, paintEvery, { immediate: false })
  let current: { readonly controller: AbortController; readonly ended: Promise<void> } | undefined

  const unsubscribe = subscribe('mapper.inspected', ({ projectId: id, mapper, done, of }) => {
    if (!running.value || id !== projectId) return
    // The first of a run: earlier entries are late ones of the run before.
    if (done === 1) fresh = new Map()
    fresh.set(mapper.id, mapper)
    progress.value = { done, of }
    onArrival()
    if (!painting.isPending.value) painting.start()
  })

  function paint(): void {
    painting.stop()
    mappers.value = mergeInspected(before, fresh)
  }

  /** Waits for mappers that are still arriving: the answer may overtake the events before it. */
  function arrival(count: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (fresh.size >= count || signal.aborted) resolve()
      }
      onArrival = look
      signal.addEventListener('abort', look)
      look()
    })
  }

  async function run(signal: AbortSignal, earlier?: Promise<void>): Promise<void> {
    await earlier
    // Main inspects the draft on disk.
    const isSaved = await project.saving.flush()
    if (signal.aborted) return
    if (!isSaved) {
      error.value = project.saving.error
      return
    }
    before = mappers.value
    fresh = new Map()
    progress.value = undefined
    cancelledAt.value = undefined
    running.value = true
    const result = await request('mapper.inspect-project', { projectId }, { signal })
    if (result.ok) await arrival(result.value.mappers, signal)
    running.value = false
    if (result.ok) before = []
    if (result.ok || fresh.size > 0) paint()
    const ended = !result.ok && result.error.code === 'request.cancelled'
    error.value = result.ok || ended ? undefined : result.error
    if (result.ok) complete.value = true
  }

  /** Inspects all mappers; a running inspection is cancelled. */
  function check(): Promise<void> {
    const earlier = current
    earlier?.controller.abort()
    const controller = new AbortController()
    const ended = run(controller.signal, earlier?.ended)
    current = { controller, ended }
    return ended
  }

  /** Stops; what was found so far stays. */
  function cancel(): void {
    if (!running.value) return
    cancelledAt.value = progress.value ?? { done: 0, of: 0 }
    current?.controller.abort()
  }

  onScopeDispose(() => {
    unsubscribe()
    current?.controller.abort()
  })

  return proxyRefs({
    mappers,
    running,
    progress,
    cancelledAt,
    error,
    complete,
    filter,
    chosenKey,
    check,
    cancel,
  })
}

const inspectionKey = Symbol('inspection')

/** The inspection of the project around: it stays while the mapper editor is open in the view's place. */
export function useProjectInspection(): Inspection {
  const project = useProject()
  return project.keep(inspectionKey, () => createInspection(project))
}
