import { utilityProcess } from 'electron'
import { join } from 'node:path'
import { currentLanguage } from '../../core/language/locale'
import type { MessageThread } from '../concurrency/start-worker'
import { threadStart } from '../concurrency/thread-start'
import type { EngineProcess } from '../mapper/client'

/** The variable that Windows' own libraries need; the process gets no others. */
function environment(): Record<string, string> {
  const root = process.env['SystemRoot']
  return root === undefined ? {} : { SystemRoot: root }
}

/** Starts a process without window, network of ours or environment. */
function start<To, From>(
  file: string,
  serviceName: string,
  args: string[] = [],
): MessageThread<To, From> {
  const child = utilityProcess.fork(join(import.meta.dirname, file), args, {
    serviceName,
    env: environment(),
    stdio: 'ignore',
  })
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', () => listener()),
    stop: () => void child.kill(),
  }
}

/** Starts the process that runs mappers. */
export const startEngineProcess = (): EngineProcess =>
  start('../mapper/utility.js', 'Mapper engine', [currentLanguage()])

/** Starts the process that reads what others wrote. @param folder the user data folder */
export function startFileReader<To, From>(folder: string): MessageThread<To, From> {
  const started = start<unknown, From>('file-process.js', 'File reader')
  started.send(threadStart(folder))
  return started
}
