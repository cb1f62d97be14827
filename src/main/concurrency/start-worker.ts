import { Worker } from 'node:worker_threads'
import { threadStart } from './thread-start'

/** A thread or process that is told what to do by messages, and tells by messages what came of it. */
export interface MessageThread<To, From> {
  send(message: To): void
  onMessage(listener: (message: From) => void): void
  /** Called once. */
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
    // An error ends the thread as well, and whoever waits is told by that.
    onExit: (listener) => {
      worker.on('error', () => undefined)
      worker.once('exit', () => listener())
    },
    stop: () => void worker.terminate(),
  }
}
