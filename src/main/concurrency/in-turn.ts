/** Runs work one after another, even after errors. */
export interface Queue {
  readonly run: <Value>(work: () => Promise<Value>) => Promise<Value>
  /** Waits for all work, including later additions. Never rejects. */
  readonly idle: () => Promise<void>
}

/** One queue per key; keys run in parallel. */
export interface Queues {
  readonly run: <Value>(key: string, work: () => Promise<Value>) => Promise<Value>
  readonly idle: () => Promise<void>
}

export function createQueues(): Queues {
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
