import { spawnSync, type SpawnSyncOptions } from 'node:child_process'

interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  /** What each file descriptor gave; the first is null. */
  readonly output: readonly (string | null)[]
}

/**
 * Runs a program and waits for its end. No time limit of a test ends such a wait, so that a program that
 * hangs is killed after two minutes.
 *
 * @throws where it cannot be started, or was killed
 */
export function runToEnd(
  command: string,
  args: readonly string[],
  options: SpawnSyncOptions = {},
): Ended {
  const { error, status, stdout, stderr, output } = spawnSync(command, args, {
    maxBuffer: 1e9,
    timeout: 120_000,
    killSignal: 'SIGKILL',
    ...options,
    encoding: 'utf8',
  })
  if (error)
    throw new Error(`${[command, ...args].join(' ')}: ${stdout}${stderr}`, { cause: error })
  return { status, stdout, stderr, output }
}

/** Runs a program of Node in the same way. */
export const runNode = (args: readonly string[], options?: SpawnSyncOptions): Ended =>
  runToEnd(process.execPath, args, options)
