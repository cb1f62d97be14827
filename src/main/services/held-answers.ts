/** Milliseconds without a question after which nothing is held in memory. */
const held = 30_000

/** Answers that are worked out once for each key, and then held for the next question. */
interface HeldAnswers<Key, Value> {
  of(key: Key): Promise<Value>
  /** What is held of a key, or is being worked out, is of no use any more: the next question works it out anew. */
  forget(key: Key): void
}

export function createHeldAnswers<Key extends string, Value>(
  workOut: (key: Key) => Promise<Value>,
): HeldAnswers<Key, Value> {
  // The answers on their way, so that one which was told to be forgotten is not put back by its end.
  const answers = new Map<Key, Promise<Value>>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function holdOn(): void {
    clearTimeout(timer)
    timer = setTimeout(() => answers.clear(), held)
    timer.unref()
  }

  return {
    of(key) {
      holdOn()
      const known = answers.get(key)
      if (known) return known
      const answer = workOut(key)
      answers.set(key, answer)
      // Whoever asked hears of a failure; the next question works it out anew.
      answer.catch(() => {
        if (answers.get(key) === answer) answers.delete(key)
      })
      return answer
    },
    forget: (key) => void answers.delete(key),
  }
}
