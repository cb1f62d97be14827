import type { FromGatherer, ToGatherer } from './channel'
import type { Gatherer } from './gatherer'

/**
 * Does what the main thread asks, one question after the other: what was cancelled while it waited is not
 * begun.
 *
 * @param send tells the main thread
 * @returns takes its messages
 */
export function answerQuestions(
  gatherer: Gatherer,
  send: (message: FromGatherer) => void,
): (message: ToGatherer) => void {
  const cancelled = new Set<number>()
  let last: Promise<void> = Promise.resolve()

  return (message) => {
    const { id } = message
    if (message.kind === 'cancel') {
      cancelled.add(id)
      return
    }
    const { question } = message
    const isCancelled = () => cancelled.has(id)
    last = last.then(async () => {
      const answer = isCancelled()
        ? undefined
        : await gatherer.gather(question, isCancelled, (done) =>
            send({ kind: 'progress', id, done }),
          )
      cancelled.delete(id)
      send(answer ? { kind: 'end', id, answer } : { kind: 'end', id })
    })
  }
}
