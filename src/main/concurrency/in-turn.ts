/** Runs work one after another: each starts when all earlier ones have ended, even with an error. */
export interface Queue {
  /** @returns the result of the work, or rejects with its error. */
  readonly run: <Value>(work: () => Promise<Value>) => Promise<Value>
  /** Waits until no work is left, including work added meanwhile. Never rejects. */
  readonly idle: () => Promise<void>
}

/** A queue for each key, such as a project's id; different keys run in parallel. */
export interface Queues {
  readonly run: <Value>(key: string, work: () => Promise<Value>) => Promise<Value>
  readonly idle: () => Promise<void>
}

export function createQueues(): Queues {
  /** The last unfinished work of each key. */
  const last = new Map<string, Promise<unknown>>()

  function run<Value>(key: string, work: () => Promise<Value>): Promise<Value> {
    const turn = (last.get(key) ?? Promise.resolve()).then(work, work)
    last.set(key, turn)
    const end = () => {
      if (last.get(key) === turn) last.delete(key)
    }
    turn.then(end, end)
    return turn
  }

  async function idle(): Promise<void> {
    while (last.size > 0) await Promise.allSettled(last.values())
  }

  return { run, idle }
}

export function createQueue(): Queue {
  const { run, idle } = createQueues()
  return { run: (work) => run('', work), idle }
}
