import { fork, type ChildProcess } from 'node:child_process'
import { afterAll } from 'vitest'
import { ssoCommand } from '../../../scripts/lib/mapper-build.mjs'

export interface RanCommand {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

interface AskedRun {
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
}

/** Milliseconds after which a command that hangs is ended. */
const longest = 120_000

/**
 * One process for all commands of a test file. A process of Node for each took most of the time of these tests; those
 * that end a command, or look at how it starts, have one for it.
 */
export function useSsoHost() {
  let host: ChildProcess | undefined
  let last: Promise<unknown> = Promise.resolve()
  afterAll(() => {
    host?.disconnect()
    host = undefined
  })

  function runNow(asked: AskedRun): Promise<RanCommand> {
    host ??= fork(new URL('sso-in-turn.mjs', import.meta.url), [ssoCommand])
    const process = host
    return new Promise((resolve, reject) => {
      const hung = setTimeout(() => process.kill('SIGKILL'), longest)
      function ended(code: number | null): void {
        clearTimeout(hung)
        host = undefined
        reject(new Error(`${asked.args.join(' ')} ended its process with ${code ?? 'a signal'}`))
      }
      process.once('exit', ended)
      process.once('message', (answer) => {
        clearTimeout(hung)
        process.off('exit', ended)
        // As sso-in-turn.mjs sends it.
        resolve(answer as RanCommand)
      })
      process.send(asked)
    })
  }

  /** Runs a command, and waits for its end; one after another. */
  function run(asked: AskedRun): Promise<RanCommand> {
    const ran = last.then(() => runNow(asked))
    last = ran.catch(() => undefined)
    return ran
  }
  return { run }
}
