import { Worker } from 'node:worker_threads'
import { threadStart } from './thread-start'

/** Message interface of a thread or process. */
export interface MessageThread<To, From> {
  send(message: To): void
  onMessage(listener: (message: From) => void): void
  onExit(listener: () => void): void
  stop(): void
}

/** Megabytes for new objects; by default V8 takes up to six times as much and keeps it. */
const youngMegabytes = 8

/** Starts a thread from its built `file`; `folder` is the user data folder. */
export function startWorker<To, From>(file: string, folder: string): MessageThread<To, From> {
  const worker = new Worker(file, {
    workerData: threadStart(folder),
    resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
  })
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    send: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', listener),
    // Errors end the thread too, which tells its callers.
    onExit: (listener) => {
      worker.on('error', () => undefined)
      worker.once('exit', () => listener())
    },
    stop: () => void worker.terminate(),
  }
}
