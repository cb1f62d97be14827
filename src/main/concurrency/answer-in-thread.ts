import { createQueues } from './in-turn'
import type { FromThread, ToThread } from './thread-questions'

export type WorkInThread<Question, Told, Answer> = (
  question: Question,
  signal: AbortSignal,
  tell: (told: Told) => void,
) => Promise<Answer | undefined>

/** Serves one question at a time, alternating between lines; skips those canceled in the queue. */
export function answerInThread<Question, Told, Answer>(
  work: WorkInThread<Question, Told, Answer>,
  send: (message: FromThread<Told, Answer>) => void,
  lineOf: (question: Question) => string = () => '',
): (message: ToThread<Question>) => void {
  const asked = new Map<number, AbortController>()
  const lines = createQueues()

  return (message) => {
    const { id } = message
    if (message.kind === 'cancel') {
      asked.get(id)?.abort()
      return
    }
    const { question } = message
    const controller = new AbortController()
    const { signal } = controller
    asked.set(id, controller)
    void lines.run(lineOf(question), async () => {
      const answer = signal.aborted
        ? undefined
        : await work(question, signal, (told) => send({ kind: 'told', id, told }))
      asked.delete(id)
      send(answer === undefined ? { kind: 'end', id } : { kind: 'end', id, answer })
    })
  }
}
