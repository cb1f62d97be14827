import {
  ThreadsPoolWorker,
  type PoolOptions,
  type PoolWorker,
  type WorkerRequest,
} from 'vitest/node'

type Listener = (message: unknown) => void

/** Some memory stays with each run, so that a thread is left for a new one after this many. */
const runsOfOne = 200

/**
 * A thread for tests that outlives a run. Where faults are planted one by one, each is a run of its own, and most of its time
 * went into a new thread that loaded the same sources. Files of tests, and what only they use, are loaded anew for each run,
 * so that nothing they made under one fault is there under the next.
 *
 * @param testFiles what to load anew, asked before each run
 */
export function keptThread(testFiles: () => readonly string[]) {
  let thread: ThreadsPoolWorker | undefined
  let runs = 0
  // The next run may begin before the one before has been told that its thread has stopped.
  let ready = Promise.resolve()

  function createPoolWorker(options: PoolOptions): PoolWorker {
    const listeners: [event: string, listener: Listener][] = []
    let stopped = () => {}
    let isLast = false

    return {
      name: 'kept-thread',
      async start() {
        await ready
        ready = new Promise((resolve) => (stopped = resolve))
        if (thread) return
        thread = new ThreadsPoolWorker(options)
        runs = 0
        await thread.start()
      },
      async stop() {
        for (const [event, listener] of listeners) thread?.off(event, listener)
        if (isLast) {
          await thread?.stop()
          thread = undefined
        }
        stopped()
      },
      send(message: WorkerRequest) {
        if (message.type === 'stop') {
          runs += 1
          isLast = runs >= runsOfOne
          if (!isLast) {
            const answer = { type: 'stopped', __vitest_worker_response__: true }
            for (const [event, listener] of listeners) if (event === 'message') listener(answer)
            return
          }
        }
        if (message.type === 'run') message.context.invalidates = [...testFiles()]
        thread?.send(message)
      },
      on(event, listener) {
        listeners.push([event, listener])
        thread?.on(event, listener)
      },
      off(event, listener) {
        thread?.off(event, listener)
      },
      deserialize: (data) => data,
    }
  }

  return {
    poolRunner: { name: 'kept-thread', createPoolWorker },
    stop: async () => thread?.stop(),
  }
}
