import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('terminal.py', import.meta.url))

/** How each shell is started so that it reads no file of the person's, with keys as it has them. */
const interactive: Readonly<Record<string, readonly string[]>> = {
  bash: ['bash', '--norc', '--noprofile', '-i'],
  dash: ['dash', '-i'],
  zsh: ['zsh', '-f', '-i'],
}

/** An interactive shell in a terminal of its own. */
export function openTerminal(shell: string, env: Readonly<Record<string, string>>, cwd: string) {
  const child = spawn('python3', [program, ...(interactive[shell] ?? [shell, '-i'])], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm', COLUMNS: '200', ...env },
  })
  let shown = ''
  const watchers = new Set<() => void>()
  const told = (chunk: Buffer) => {
    shown += chunk.toString('latin1')
    for (const watch of watchers) watch()
  }
  child.stdout.on('data', told)
  child.stderr.on('data', told)
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  return {
    shown: () => shown,
    type: (text: string) => void child.stdin.write(text),
    /** Waits until a text stands on the screen, after what was there before. */
    async until(text: string | RegExp, from = 0): Promise<number> {
      const at = () => {
        const rest = shown.slice(from)
        if (typeof text === 'string') return rest.indexOf(text)
        return rest.search(text)
      }
      if (at() < 0) {
        await new Promise<void>((resolve, reject) => {
          const watch = () => {
            if (at() < 0) return
            watchers.delete(watch)
            resolve()
          }
          watchers.add(watch)
          void ended.then(() => reject(new Error(`It ended: ${shown.slice(-2000)}`)))
        })
      }
      return from + at()
    },
    ended,
    close: () => void child.kill('SIGKILL'),
  }
}
