import { AsyncResource } from 'node:async_hooks'
import type { MessageThread } from './start-worker'
import type { FromThread, ToThread } from './thread-questions'

export interface AskOptions<Told> {
  readonly signal?: AbortSignal | undefined
  readonly onTold?: (told: Told) => void
}

export interface AskInThread<Question, Told, Answer> {
  /** `undefined` if canceled or if the thread ended. */
  ask(question: Question, options?: AskOptions<Told>): Promise<Answer | undefined>
  close(): void
}

interface Waiting<Told, Answer> {
  readonly onTold: ((told: Told) => void) | undefined
  readonly settle: (answer: Answer | undefined) => void
}

/** Works in a thread that starts with the first question and ends `idleAfter` ms after the last. */
export function createAskInThread<Question, Told, Answer>(deps: {
  readonly start: () => MessageThread<ToThread<Question>, FromThread<Told, Answer>>
  readonly idleAfter?: number
}): AskInThread<Question, Told, Answer> {
  const { start, idleAfter = 300_000 } = deps
  const waiting = new Map<number, Waiting<Told, Answer>>()
  let current: ReturnType<typeof start> | undefined
  let idle: ReturnType<typeof setTimeout> | undefined
  let lastId = 0

  function settle(id: number, answer: Answer | undefined): void {
    waiting.get(id)?.settle(answer)
    waiting.delete(id)
    if (current && waiting.size === 0) rest()
  }

  function rest(): void {
    clearTimeout(idle)
    idle = setTimeout(stop, idleAfter)
    idle.unref()
  }

  function stop(): void {
    clearTimeout(idle)
    current?.stop()
    current = undefined
    for (const id of waiting.keys()) settle(id, undefined)
  }

  function thread(): ReturnType<typeof start> {
    clearTimeout(idle)
    if (current) return current
    const started = start()
    started.onMessage((message) => {
      if (message.kind === 'end') settle(message.id, message.answer)
      else waiting.get(message.id)?.onTold?.(message.told)
    })
    started.onExit(() => {
      if (current === started) stop()
    })
    current = started
    return started
  }

  return {
    ask(question, { signal, onTold } = {}) {
      if (signal?.aborted) return Promise.resolve(undefined)
      const id = ++lastId
      return new Promise<Answer | undefined>((resolve) => {
        // Bind to the caller: the thread's context names the window that asked first.
        const told = onTold && AsyncResource.bind(onTold)
        const cancel = () => {
          current?.send({ kind: 'cancel', id })
          settle(id, undefined)
        }
        waiting.set(id, {
          onTold: told,
          settle(answer) {
            // One signal may serve hundreds of questions.
            signal?.removeEventListener('abort', cancel)
            resolve(answer)
          },
        })
        signal?.addEventListener('abort', cancel, { once: true })
        thread().send({ kind: 'ask', id, question })
      })
    },
    close: stop,
  }
}
