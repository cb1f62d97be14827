import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { MessageThread } from '../../concurrency/start-worker'
import type { WorkspacesService } from '../workspaces/workspaces'
import type { FromSearcher, SearchAnswer, ToSearcher } from './channel'

/** The thread that searches, as `startWorker` gives it. */
type SearchThread = MessageThread<ToSearcher, FromSearcher>

export interface SearchService {
  find(
    input: RequestInput<'search.find'>,
    context: { readonly windowId: number; readonly signal?: AbortSignal },
  ): Promise<Result<RequestOutput<'search.find'>>>
  close(): void
}

interface Waiting {
  readonly windowId: number
  readonly settle: (answer: SearchAnswer | undefined) => void
}

/**
 * Searches in a thread of its own, so that neither the window nor the main process waits for it. The
 * thread starts with the first search, and goes after a while without any, with what it keeps in memory.
 *
 * @param deps `start` makes the thread; `idleAfter` are the milliseconds without a search
 */
export function createSearchService(deps: {
  readonly workspaces: Pick<WorkspacesService, 'list'>
  readonly start: () => SearchThread
  readonly idleAfter?: number
}): SearchService {
  const { workspaces, start, idleAfter = 300_000 } = deps
  const waiting = new Map<number, Waiting>()
  let current: SearchThread | undefined
  let idle: ReturnType<typeof setTimeout> | undefined
  let lastId = 0

  function settle(id: number, answer: SearchAnswer | undefined): void {
    waiting.get(id)?.settle(answer)
    waiting.delete(id)
  }

  function stop(): void {
    clearTimeout(idle)
    current?.stop()
    current = undefined
    for (const id of waiting.keys()) settle(id, undefined)
  }

  function thread(): SearchThread {
    clearTimeout(idle)
    idle = setTimeout(stop, idleAfter)
    idle.unref()
    if (current) return current
    const started = start()
    started.onMessage(({ id, answer }) => settle(id, answer))
    started.onExit(() => {
      if (current === started) stop()
    })
    current = started
    return started
  }

  /** A window waits for the answer to what was typed last, and for no other. */
  function cancelEarlier(windowId: number): void {
    for (const [id, each] of waiting) {
      if (each.windowId !== windowId) continue
      current?.send({ kind: 'cancel', id })
      settle(id, undefined)
    }
  }

  async function projectIdsFor(projectId: string | undefined): Promise<string[]> {
    const listed = (await workspaces.list()).flatMap(({ projects }) => projects.map(({ id }) => id))
    return projectId === undefined ? listed : listed.filter((id) => id === projectId)
  }

  return {
    async find({ typed, projectId }, { windowId, signal }) {
      cancelEarlier(windowId)
      const projectIds = await projectIdsFor(projectId)
      cancelEarlier(windowId)
      const cancelled = failure(appError('request.cancelled', 'Something else was typed'))
      if (signal?.aborted) return cancelled
      const id = ++lastId
      const answer = await new Promise<SearchAnswer | undefined>((resolve) => {
        waiting.set(id, { windowId, settle: resolve })
        signal?.addEventListener('abort', () => {
          if (waiting.has(id)) current?.send({ kind: 'cancel', id })
          settle(id, undefined)
        })
        thread().send({ kind: 'find', id, question: { typed, projectIds } })
      })
      if (!answer) return cancelled
      return success(answer)
    },
    close: stop,
  }
}
