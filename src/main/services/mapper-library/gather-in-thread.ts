import type { MessageThread } from '../../concurrency/start-worker'
import type { FromGatherer, Gathered, GatherQuestion, ToGatherer } from './channel'

/** The thread that gathers, as `startWorker` gives it. */
type GatherThread = MessageThread<ToGatherer, FromGatherer>

export interface GatherInThread {
  /** @returns `undefined` where it was cancelled, or the thread ended. */
  gather(
    question: GatherQuestion,
    options: {
      readonly signal?: AbortSignal | undefined
      readonly onProject: (done: number) => void
    },
  ): Promise<Gathered | undefined>
  close(): void
}

interface Waiting {
  readonly onProject: (done: number) => void
  readonly settle: (answer: Gathered | undefined) => void
}

/**
 * Gathers in a thread of its own, so that neither the window nor the main process waits for it. The
 * thread starts with the first question, and goes after a while without any, with what it keeps.
 *
 * @param deps `start` makes the thread; `idleAfter` are the milliseconds without a question
 */
export function createGatherInThread(deps: {
  readonly start: () => GatherThread
  readonly idleAfter?: number
}): GatherInThread {
  const { start, idleAfter = 300_000 } = deps
  const waiting = new Map<number, Waiting>()
  let current: GatherThread | undefined
  let idle: ReturnType<typeof setTimeout> | undefined
  let lastId = 0

  function settle(id: number, answer: Gathered | undefined): void {
    waiting.get(id)?.settle(answer)
    waiting.delete(id)
  }

  function stop(): void {
    clearTimeout(idle)
    current?.stop()
    current = undefined
    for (const id of waiting.keys()) settle(id, undefined)
  }

  function thread(): GatherThread {
    clearTimeout(idle)
    idle = setTimeout(stop, idleAfter)
    idle.unref()
    if (current) return current
    const started = start()
    started.onMessage((message) => {
      if (message.kind === 'end') settle(message.id, message.answer)
      else waiting.get(message.id)?.onProject(message.done)
    })
    started.onExit(() => {
      if (current === started) stop()
    })
    current = started
    return started
  }

  return {
    gather(question, { signal, onProject }) {
      if (signal?.aborted) return Promise.resolve(undefined)
      const id = ++lastId
      return new Promise<Gathered | undefined>((resolve) => {
        waiting.set(id, { onProject, settle: resolve })
        signal?.addEventListener('abort', () => {
          if (waiting.has(id)) current?.send({ kind: 'cancel', id })
          settle(id, undefined)
        })
        thread().send({ kind: 'gather', id, question })
      })
    },
    close: stop,
  }
}
