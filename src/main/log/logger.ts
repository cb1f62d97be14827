import { appendFile, mkdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { SecretsInUse } from '../scrub/secrets-in-use'
import { createQueue } from '../concurrency/in-turn'
import { redact, redactText } from './redact'

export interface Logger {
  info(message: string, details?: Record<string, unknown>): void
  error(message: string, details?: Record<string, unknown>): void
  /** Removes secrets from a text, so that it may leave the main process. */
  clean(text: string): string
  /** Resolves when everything is written. */
  flush(): Promise<void>
}

/** Bytes from which on a new file is begun. */
export const largestLog = 1024 * 1024
/** The only two files of the log. */
export const logFiles = { current: 'main.log', old: 'main.old.log' } as const

/**
 * A log of JSON lines in `folder`/main.log, readable by its owner only. A file larger than 1 MiB is
 * renamed to main.old.log, in the place of the one before, so that there are two files at most. Write
 * errors are ignored, because logging must not stop anything.
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
  const file = join(folder, logFiles.current)
  const queue = createQueue()
  // Known secrets first: what remains may still look like a key.
  const clean = (text: string) => redactText(secrets.scrub(text))

  async function write(line: string): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const size = await stat(file).then(
      (found) => found.size,
      () => 0,
    )
    if (size > largestLog) await rename(file, join(folder, logFiles.old))
    await appendFile(file, line, { mode: 0o600 })
  }

  function log(level: string, message: string, details: Record<string, unknown> = {}): void {
    const entry = { at: now().toISOString(), level, message: clean(message) }
    // Redacting an object gives an object.
    const line = `${JSON.stringify({ ...entry, ...(redact(details, clean) as object) })}\n`
    // A write error, such as a full disk, is ignored.
    queue.run(() => write(line)).catch(() => undefined)
  }

  return {
    info: (message, details) => log('info', message, details),
    error: (message, details) => log('error', message, details),
    clean,
    flush: queue.idle,
  }
}
