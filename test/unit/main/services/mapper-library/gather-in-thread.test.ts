import { describe, expect, it, vi } from 'vitest'
import { answerQuestions } from '../../../../../src/main/services/mapper-library/answer-questions'
import type {
  FromGatherer,
  Gathered,
  ToGatherer,
} from '../../../../../src/main/services/mapper-library/channel'
import { createGatherInThread } from '../../../../../src/main/services/mapper-library/gather-in-thread'
import { turns } from '../../../../support/turns'

const nothing: Gathered = { entries: [], places: [], schemas: [], read: [] }
const question = { projects: [], fetched: new Map<string, string>() }

/** Threads that a test answers for. */
function start(idleAfter?: number) {
  const threads: {
    readonly sent: ToGatherer[]
    tell: (message: FromGatherer) => void
    exit: () => void
    stopped: boolean
  }[] = []
  const gatherer = createGatherInThread({
    start() {
      const thread = {
        sent: [] as ToGatherer[],
        tell: (_message: FromGatherer): void => undefined,
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
  return { gatherer, threads }
}

describe('the thread that gathers', () => {
  it('starts with the first question, tells how far it is, and answers', async () => {
    const { gatherer, threads } = start()
    expect(threads).toHaveLength(0)
    const done: number[] = []
    const asked = gatherer.gather(question, { onProject: (count) => void done.push(count) })
    const id = threads[0]?.sent[0]?.id ?? 0
    threads[0]?.tell({ kind: 'progress', id, done: 1 })
    threads[0]?.tell({ kind: 'end', id, answer: nothing })
    expect(await asked).toBe(nothing)
    expect(done).toEqual([1])
  })

  it('is told of an abort, which is answered at once', async () => {
    const { gatherer, threads } = start()
    const controller = new AbortController()
    const { signal } = controller
    const asked = gatherer.gather(question, { signal, onProject: () => undefined })
    controller.abort()
    expect(await asked).toBeUndefined()
    expect(threads[0]?.sent.map(({ kind }) => kind)).toEqual(['gather', 'cancel'])
  })

  it('keeps nobody waiting when it ends, and starts anew with the next question', async () => {
    const { gatherer, threads } = start()
    const asked = gatherer.gather(question, { onProject: () => undefined })
    threads[0]?.exit()
    expect(await asked).toBeUndefined()
    const again = gatherer.gather(question, { onProject: () => undefined })
    threads[1]?.tell({ kind: 'end', id: threads[1].sent[0]?.id ?? 0, answer: nothing })
    expect(await again).toBe(nothing)
  })

  it('goes after a while without a question', () => {
    vi.useFakeTimers()
    try {
      const { gatherer, threads } = start(1000)
      void gatherer.gather(question, { onProject: () => undefined })
      vi.advanceTimersByTime(1000)
      expect(threads[0]?.stopped).toBe(true)
    } finally {
      vi.useRealTimers()
    }
  })
})

it('questions are answered one after the other, and one that was cancelled is not begun', async () => {
  const begun: string[] = []
  let end: () => void = () => undefined
  const sent: FromGatherer[] = []
  const take = answerQuestions(
    {
      async gather({ projects }, isCancelled, onProject) {
        begun.push(projects.map(({ id }) => id).join())
        onProject(1)
        await new Promise<void>((resolve) => (end = resolve))
        return isCancelled() ? undefined : nothing
      },
    },
    (message) => void sent.push(message),
  )
  const ask = (id: number) =>
    take({
      kind: 'gather',
      id,
      question: {
        ...question,
        projects: [{ id: `p${id}`, intents: { organization: {}, connection: {}, method: {} } }],
      },
    })
  ask(1)
  ask(2)
  ask(3)
  take({ kind: 'cancel', id: 2 })
  await turns()
  expect(begun).toEqual(['p1'])
  end()
  await turns()
  end()
  await turns()
  expect(begun).toEqual(['p1', 'p3'])
  expect(sent.filter(({ kind }) => kind === 'end')).toEqual([
    { kind: 'end', id: 1, answer: nothing },
    { kind: 'end', id: 2 },
    { kind: 'end', id: 3, answer: nothing },
  ])
})
