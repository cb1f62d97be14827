import { createQueues } from '../concurrency/in-turn'

/** One thing at a time for each project: reads and publishes both write its snapshot. */
export interface Locks {
  /** Runs work for one project after the other; for different projects side by side. */
  run<Value>(projectId: string, work: () => Promise<Value>): Promise<Value>
  /** The same for a publish, during which the draft belongs to it alone. */
  publish<Value>(projectId: string, work: () => Promise<Value>): Promise<Value>
  isPublishing(projectId: string): boolean
}

export function createLocks(): Locks {
  const { run } = createQueues()
  const publishing = new Set<string>()

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
