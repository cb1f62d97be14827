import { Worker } from 'node:worker_threads'
import type { SearchThread } from './search'

/**
 * Starts the thread that searches.
 *
 * @param file the built `worker.ts`; @param folder the user data folder
 */
export function startSearchThread(file: string, folder: string): SearchThread {
  const worker = new Worker(file, { workerData: { folder } })
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    send: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', listener),
    // An error ends the thread as well, and whoever waits is told by that.
    onExit: (listener) => {
      worker.on('error', () => undefined)
      worker.once('exit', () => listener())
    },
    stop: () => void worker.terminate(),
  }
}
