/** What was used last, by key. */
export interface Recent<Key, Value> {
  /** `undefined` where it was never kept, or has gone since. What is asked for is used by that. */
  get(key: Key): Value | undefined
  set(key: Key, value: Value): void
}

/**
 * A memory with an end: once it holds more than it may, what was not used for longest goes; the newest
 * always stays. It is for what can be read, worked out or chosen again.
 *
 * @param most how many values it holds, or how much of them, where `weigh` says what each counts for
 */
export function createRecent<Key, Value>(
  most: number,
  weigh: (value: Value, key: Key) => number = () => 1,
): Recent<Key, Value> {
  /** In the order of their last use. */
  const kept = new Map<Key, { readonly value: Value; readonly weight: number }>()
  let weight = 0

  function forget(key: Key): void {
    weight -= kept.get(key)?.weight ?? 0
    kept.delete(key)
  }

  return {
    get(key) {
      const known = kept.get(key)
      if (!known) return undefined
      kept.delete(key)
      kept.set(key, known)
      return known.value
    },
    set(key, value) {
      forget(key)
      const own = weigh(value, key)
      kept.set(key, { value, weight: own })
      weight += own
      for (const oldest of kept.keys()) {
        if (weight <= most || oldest === key) break
        forget(oldest)
      }
    },
  }
}

/** A function that works out only what is not among its answers. */
function answeredFrom<Key, Answer>(
  answers: Recent<Key, { readonly answer: Answer }>,
  make: (key: Key) => Answer,
): (key: Key) => Answer {
  return (key) => {
    const known = answers.get(key)
    if (known) return known.answer
    const answer = make(key)
    answers.set(key, { answer })
    return answer
  }
}

/** As many answers are remembered: of texts of 64 KiB, a few megabytes. */
const mostRemembered = 32

/**
 * A function that remembers its last answers, for work that meets the same text again and again, such as
 * the mapper that thousands of connections share.
 *
 * @param make must depend on nothing but its text
 */
export function remembering<Answer>(
  make: (text: string) => Answer,
  most = mostRemembered,
): (text: string) => Answer {
  return answeredFrom(createRecent(most), make)
}

/**
 * A function that works out an answer once for each key and keeps them all, for one piece of work that meets the same
 * few keys thousands of times. `remembering` is for what outlives its work.
 *
 * @param make must depend on nothing but its key
 */
export function onceEach<Key, Answer>(make: (key: Key) => Answer): (key: Key) => Answer {
  return answeredFrom(new Map(), make)
}
