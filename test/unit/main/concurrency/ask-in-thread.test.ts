import { getEventListeners } from 'node:events'
import { Worker } from 'node:worker_threads'
import { describe, expect, it, vi } from 'vitest'
import { askingWindow } from '../../../../src/main/ipc/asking'
import { askedByWindow } from '../../../support/services/asking'
import { createAskInThread } from '../../../../src/main/concurrency/ask-in-thread'
import type { FromThread, ToThread } from '../../../../src/main/concurrency/thread-questions'

type From = FromThread<number, string>
type To = ToThread<string>

/** Threads that a test answers for. */
function start(idleAfter?: number) {
  const threads: {
    readonly sent: To[]
    tell: (message: From) => void
    exit: () => void
    stopped: boolean
  }[] = []
  const asker = createAskInThread<string, number, string>({
    start() {
      const thread = {
        sent: [] as To[],
        tell: (_message: From): void => undefined,
        exit: (): void => undefined,
        stopped: false,
      }
      threads.push(thread)
      return {
        send: (message) => void thread.sent.push(message),
        onMessage: (listener) => void (thread.tell = listener),
        onExit: (listener) => void (thread.exit = listener),
        stop: () => void (thread.stopped = true),
      }
    },
    ...(idleAfter === undefined ? {} : { idleAfter }),
  })
  return { asker, threads }
}

describe('a thread that is asked', () => {
  it('starts with the first question, tells how far it is, and answers', async () => {
    const { asker, threads } = start()
    expect(threads).toHaveLength(0)
    const done: number[] = []
    const asked = asker.ask('question', { onTold: (count) => void done.push(count) })
    const id = threads[0]?.sent[0]?.id ?? 0
    threads[0]?.tell({ kind: 'told', id, told: 1 })
    threads[0]?.tell({ kind: 'end', id, answer: 'done' })
    expect(await asked).toBe('done')
    expect(done).toEqual([1])
  })

  it('leaves nothing at a signal that goes with many questions', async () => {
    const { asker, threads } = start()
    const { signal } = new AbortController()
    for (let at = 0; at < 20; at += 1) {
      const asked = asker.ask('question', { signal })
      const id = threads[0]?.sent[at]?.id ?? 0
      threads[0]?.tell({ kind: 'end', id, answer: 'done' })
      expect(await asked).toBe('done')
      expect(getEventListeners(signal, 'abort')).toEqual([])
    }
  })

  it('is told of an abort, which is answered at once', async () => {
    const { asker, threads } = start()
    const controller = new AbortController()
    const { signal } = controller
    const asked = asker.ask('question', { signal, onTold: () => undefined })
    controller.abort()
    expect(await asked).toBeUndefined()
    expect(threads[0]?.sent.map(({ kind }) => kind)).toEqual(['ask', 'cancel'])
  })

  it('keeps nobody waiting when it ends, and starts anew with the next question', async () => {
    const { asker, threads } = start()
    const asked = asker.ask('question', { onTold: () => undefined })
    threads[0]?.exit()
    expect(await asked).toBeUndefined()
    const again = asker.ask('question', { onTold: () => undefined })
    threads[1]?.tell({ kind: 'end', id: threads[1].sent[0]?.id ?? 0, answer: 'done' })
    expect(await again).toBe('done')
  })

  it('goes a while after its last answer, and not while it works', async () => {
    vi.useFakeTimers()
    try {
      const { asker, threads } = start(1000)
      const asked = asker.ask('question', { onTold: () => undefined })
      vi.advanceTimersByTime(5000)
      expect(threads[0]?.stopped).toBe(false)
      threads[0]?.tell({ kind: 'end', id: threads[0].sent[0]?.id ?? 0, answer: 'done' })
      expect(await asked).toBe('done')
      vi.advanceTimersByTime(900)
      void asker.ask('another', { onTold: () => undefined })
      vi.advanceTimersByTime(5000)
      threads[0]?.tell({ kind: 'end', id: threads[0].sent[1]?.id ?? 0, answer: 'done' })
      vi.advanceTimersByTime(900)
      expect(threads[0]?.stopped).toBe(false)
      vi.advanceTimersByTime(100)
      expect(threads.map(({ stopped }) => stopped)).toEqual([true])
    } finally {
      vi.useRealTimers()
    }
  })
})

it('tells whoever asked, and not the window whose question started the thread', async () => {
  const told: unknown[] = []
  const body = `
    const { parentPort } = require('node:worker_threads')
    parentPort.on('message', ({ id }) => {
      parentPort.postMessage({ kind: 'told', id, told: id })
      parentPort.postMessage({ kind: 'end', id, answer: 'done' })
    })`
  const asker = createAskInThread<string, number, string>({
    start() {
      const worker = new Worker(body, { eval: true })
      return {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
        send: (message) => worker.postMessage(message),
        onMessage: (listener) => void worker.on('message', listener),
        onExit: (listener) => void worker.once('exit', () => listener()),
        stop: () => void worker.terminate(),
      }
    },
  })
  for (const window of [1, 2, 3]) {
    await askedByWindow(window, () =>
      asker.ask('question', { onTold: (id) => told.push([id, askingWindow()]) }),
    )
  }
  asker.close()
  expect(told).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
  ])
})
