import { computed, proxyRefs, ref, shallowRef, type ShallowRef } from 'vue'
import type { AppError } from '../../core/errors/app-error'
import type { Result } from '../../core/errors/result'
import type { EventPayload, RequestProgress } from '../../core/ipc/contract'
import type { JsonObject } from '../../core/model/json'
import type { Snapshot } from '../../core/model/snapshot'
import type { ProjectDeps } from './deps'
import type { ProjectId } from '../../core/model/project-id'

/** The API is unreachable, as opposed to an error response. */
function isUnreachable(error: AppError): boolean {
  return error.code.startsWith('network.') || error.code === 'api.unavailable'
}

/** Reads one project from the API. The caller stores the snapshot and then calls `finish`, so that the view never blinks. */
export function createReading(
  projectId: ProjectId,
  snapshot: Readonly<ShallowRef<Snapshot | undefined>>,
  deps: Pick<ProjectDeps, 'ask' | 'subscribe' | 'summary'>,
) {
  const { ask, subscribe, summary } = deps
  const running = ref(false)
  /** A background read shows no progress. */
  const quiet = ref(false)
  const error = shallowRef<AppError>()
  /** Number of organizations read so far. */
  const progress = ref<number>()
  /** Pages of a first read: visible, not editable. */
  const arriving = shallowRef<Snapshot>()
  /** A request that will be retried; others go on meanwhile. */
  const waiting = shallowRef<EventPayload<'request.waiting'>>()
  /** Origin of a response that did not come from the API; the request is repeated. */
  const oddAnswer = ref<string>()
  const unreachable = computed(() => error.value !== undefined && isUnreachable(error.value))
  let controller: AbortController | undefined

  function withPage(organizations: readonly JsonObject[]): Snapshot | undefined {
    const project = summary()
    if (!project) return undefined
    const before = arriving.value
    return {
      summary: { ...project },
      revisionId: '',
      readAt: new Date().toISOString(),
      project: {},
      organizations: [...(before?.organizations ?? []), ...organizations],
      incomplete: true,
    }
  }

  const unsubscribe = subscribe('request.waiting', (payload) => {
    if (payload.projectId !== projectId) return
    waiting.value = payload
    if (running.value && payload.answered !== undefined) oddAnswer.value = payload.answered
  })

  function onProgress(now: RequestProgress<'project.read'>): void {
    if ('count' in now) progress.value = now.count
    else if (!snapshot.value) arriving.value = withPage(now.page)
  }

  function clear(): void {
    running.value = false
    progress.value = undefined
    waiting.value = undefined
    oddAnswer.value = undefined
    arriving.value = undefined
  }

  /** Shows progress also for a background read that the user joins. */
  function tell(quietly: boolean): void {
    quiet.value = quietly && (quiet.value || !running.value)
  }

  function read(): Promise<Result<Snapshot>> {
    clear()
    running.value = true
    controller = new AbortController()
    return ask('project.read', { projectId }, { signal: controller.signal, onProgress })
  }

  function finish(result: Result<Snapshot>): void {
    clear()
    quiet.value = false
    // Canceled by the user, which is not an error.
    const ended = !result.ok && result.error.code === 'request.cancelled'
    if (!ended) error.value = result.ok ? undefined : result.error
  }

  /** Cancels the read; pages of a first read stay as an incomplete state. */
  function stop(): void {
    controller?.abort()
  }

  function end(): void {
    stop()
    unsubscribe()
  }

  return proxyRefs({
    running,
    quiet,
    error,
    progress,
    arriving,
    waiting,
    oddAnswer,
    unreachable,
    tell,
    read,
    finish,
    stop,
    end,
  })
}
