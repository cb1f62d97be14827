import { spawn, spawnSync } from 'node:child_process'

/** Names of programs that are not installed. */
export function missingPrograms(names: readonly string[]): string[] {
  return names.filter((name) => spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name]).status !== 0)
}

export const shellsHere = ['bash', 'dash', 'zsh'].filter((name) => !missingPrograms([name]).length)

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly output: string
  readonly errors: string
}

/** Starts a script that a shell reads from its input. Nothing but `env` and PATH is in its environment. */
export function startScript(
  shell: string,
  script: string,
  env: Readonly<Record<string, string>>,
  cwd: string,
) {
  const child = spawn(shell, ['-s'], { cwd, env: { PATH: process.env['PATH'] ?? '', ...env } })
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, output, errors }))
  })
  child.stdin.end(script)
  return { pid: child.pid ?? 0, ended }
}
