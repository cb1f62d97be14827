import type { FromSearcher, ToSearcher } from './channel'
import type { Searcher } from './searcher'

/**
 * Does what the main thread asks, one search after the other: what was cancelled while it waited is not
 * begun.
 *
 * @param send tells the main thread
 * @returns takes its messages
 */
export function answerQuestions(
  searcher: Searcher,
  send: (message: FromSearcher) => void,
): (message: ToSearcher) => void {
  const cancelled = new Set<number>()
  let last: Promise<void> = Promise.resolve()

  return (message) => {
    if (message.kind === 'cancel') {
      cancelled.add(message.id)
      return
    }
    const { id, question } = message
    const isCancelled = () => cancelled.has(id)
    last = last.then(async () => {
      const answer = isCancelled() ? undefined : await searcher.find(question, isCancelled)
      cancelled.delete(id)
      send(answer ? { id, answer } : { id })
    })
  }
}
