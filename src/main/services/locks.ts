/** One thing at a time for each project: reads and publishes both write its snapshot. */
export interface Locks {
  /** Runs work for one project after the other; for different projects side by side. */
  run<Value>(projectId: string, work: () => Promise<Value>): Promise<Value>
  /** The same for a publish, during which the draft belongs to it alone. */
  publish<Value>(projectId: string, work: () => Promise<Value>): Promise<Value>
  isPublishing(projectId: string): boolean
}

export function createLocks(): Locks {
  const queues = new Map<string, Promise<unknown>>()
  const publishing = new Set<string>()

  function run<Value>(projectId: string, work: () => Promise<Value>): Promise<Value> {
    const before = queues.get(projectId) ?? Promise.resolve()
    const next = before.then(work, work)
    queues.set(projectId, next)
    const end = () => {
      if (queues.get(projectId) === next) queues.delete(projectId)
    }
    next.then(end, end)
    return next
  }

  return {
    run,
    publish: (projectId, work) =>
      run(projectId, async () => {
        publishing.add(projectId)
        try {
          return await work()
        } finally {
          publishing.delete(projectId)
        }
      }),
    isPublishing: (projectId) => publishing.has(projectId),
  }
}
