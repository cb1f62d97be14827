import { answerInThread, type WorkInThread } from '../../../src/main/concurrency/answer-in-thread'
import type { MessageThread } from '../../../src/main/concurrency/start-worker'
import type { FromThread, ToThread } from '../../../src/main/concurrency/thread-questions'

/**
 * A thread that answers questions, in the one of the test: messages take a turn each way.
 *
 * @param on hears what it is told, and gets what ends it
 */
export function threadInPlace<Question, Told, Answer>(
  work: WorkInThread<Question, Told, Answer>,
  on: {
    readonly sent: (message: ToThread<Question>) => void
    readonly exit?: (end: () => void) => void
    readonly stop?: () => void
  },
): MessageThread<ToThread<Question>, FromThread<Told, Answer>> {
  let listener: (message: FromThread<Told, Answer>) => void = () => undefined
  const take = answerInThread(work, (message) => setImmediate(() => listener(message)))
  return {
    send(message) {
      on.sent(message)
      setImmediate(() => take(message))
    },
    onMessage: (heard) => void (listener = heard),
    onExit: (ended) => on.exit?.(ended),
    stop: () => on.stop?.(),
  }
}
