import { appendFile, mkdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { SecretsInUse } from '../scrub/secrets-in-use'
import { createQueue } from '../concurrency/in-turn'
import { redact, redactText } from './redact'

export interface Logger {
  info(message: string, details?: Record<string, unknown>): void
  error(message: string, details?: Record<string, unknown>): void
  /** A text as it may leave the main process: without secrets. */
  clean(text: string): string
  /** Resolves when all that was logged is written. */
  flush(): Promise<void>
}

const largest = 1024 * 1024

/**
 * A log of JSON lines in `folder`/main.log, readable by its owner only. A file that has grown over
 * 1 MiB becomes main.old.log. What cannot be written is lost in silence: a log stops nothing.
 */
export function createLogger({
  folder,
  now,
  secrets,
}: {
  folder: string
  now: () => Date
  secrets: Pick<SecretsInUse, 'scrub'>
}): Logger {
  const file = join(folder, 'main.log')
  const queue = createQueue()
  // What is known first: what is left may still look like a key.
  const clean = (text: string) => redactText(secrets.scrub(text))

  async function write(line: string): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const size = await stat(file).then(
      (found) => found.size,
      () => 0,
    )
    if (size > largest) await rename(file, join(folder, 'main.old.log'))
    await appendFile(file, line, { mode: 0o600 })
  }

  function log(level: string, message: string, details: Record<string, unknown> = {}): void {
    const entry = { at: now().toISOString(), level, message: clean(message) }
    // What is redacted stays an object where it was one.
    const line = `${JSON.stringify({ ...entry, ...(redact(details, clean) as object) })}\n`
    // A full disk, say: a line that cannot be written is told nowhere, and ends nothing.
    queue.run(() => write(line)).catch(() => undefined)
  }

  return {
    info: (message, details) => log('info', message, details),
    error: (message, details) => log('error', message, details),
    clean,
    flush: queue.settled,
  }
}
