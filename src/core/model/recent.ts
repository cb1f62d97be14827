export interface Recent<Key, Value> {
  /** Also marks the key as used. */
  get(key: Key): Value | undefined
  set(key: Key, value: Value): void
}

/**
 * A least-recently-used cache that always keeps the newest value. `most` limits the number of values, or the sum of
 * `weigh`.
 */
export function createRecent<Key, Value>(
  most: number,
  weigh: (value: Value, key: Key) => number = () => 1,
): Recent<Key, Value> {
  /** Least recently used first. */
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

/** A few megabytes of 64 KiB texts. */
const mostRemembered = 32

/** Caches the last answers of a pure function of a text, such as a mapper that thousands of connections share. */
export function remembering<Answer>(
  make: (text: string) => Answer,
  most = mostRemembered,
): (text: string) => Answer {
  return answeredFrom(createRecent(most), make)
}

/**
 * Caches every answer of a pure function, for one piece of work over few distinct keys; see `remembering` for a
 * longer life.
 */
export function onceEach<Key, Answer>(make: (key: Key) => Answer): (key: Key) => Answer {
  return answeredFrom(new Map(), make)
}
