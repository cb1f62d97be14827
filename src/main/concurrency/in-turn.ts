/** Work that begins only when all that was asked for before has ended, however it ended. */
export interface Queue {
  /** @returns what the work answers, or rejects with what it rejects with. */
  readonly run: <Value>(work: () => Promise<Value>) => Promise<Value>
  /** Waits until nothing is left to do, work that is asked for meanwhile included. Never rejects. */
  readonly settled: () => Promise<void>
}

/** A queue for each key, such as a project's id; work with different keys runs side by side. */
export interface Queues {
  readonly run: <Value>(key: string, work: () => Promise<Value>) => Promise<Value>
  readonly settled: () => Promise<void>
}

export function createQueues(): Queues {
  /** The last work of each key that has not ended. */
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

  async function settled(): Promise<void> {
    while (last.size > 0) await Promise.allSettled(last.values())
  }

  return { run, settled }
}

export function createQueue(): Queue {
  const { run, settled } = createQueues()
  return { run: (work) => run('', work), settled }
}
