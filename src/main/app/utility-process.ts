import { utilityProcess } from 'electron'
import { join } from 'node:path'
import { currentLanguage } from '../../core/language/locale'
import type { EngineProcess } from '../mapper/client'

/** The variable that Windows' own libraries need; the process gets no others. */
function environment(): Record<string, string> {
  const root = process.env['SystemRoot']
  return root === undefined ? {} : { SystemRoot: root }
}

/** Starts the process that runs mappers: without window, network of ours or environment. */
export function startEngineProcess(): EngineProcess {
  const file = join(import.meta.dirname, '../mapper/utility.js')
  const child = utilityProcess.fork(file, [currentLanguage()], {
    serviceName: 'Mapper engine',
    env: environment(),
    stdio: 'ignore',
  })
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', () => listener()),
    kill: () => void child.kill(),
  }
}
