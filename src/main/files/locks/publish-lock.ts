import { link, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { causeOf, codeOf } from '../store/record-files'

const holderSchema = z.object({
  pid: z.number().int(),
  /** Start of the process: a number alone is given to another one later. */
  processStartedAt: z.string(),
  host: z.string(),
  takenAt: z.string(),
  token: z.string(),
})
export type LockHolder = z.infer<typeof holderSchema>

/** A lock that a publish holds against other processes on the same files. */
export interface PublishLock {
  /** Ends it; nothing happens when another process took it over. */
  release(): Promise<void>
}

export interface PublishLocks {
  /** `publish.running`, with words for who holds it, when another living process publishes. */
  take(projectId: string): Promise<Result<PublishLock>>
  /** Who publishes in another process, or here. */
  holder(projectId: string): Promise<LockHolder | undefined>
}

/** A living holder says so again and again; one that was silent so long is not there any more. */
const heartbeat = 5000
const silence = 120_000
/** Taking over is a matter of milliseconds: what is older was left by a crash. */
const takeoverAge = 10_000

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It is there and belongs to somebody else.
    return codeOf(error) === 'EPERM'
  }
}

/** @param processStartedAt ISO 8601 */
export function createPublishLocks(deps: {
  readonly folder: string
  readonly processStartedAt: string
  readonly now: () => Date
  readonly newToken: () => string
}): PublishLocks {
  const { folder, processStartedAt, now, newToken } = deps
  const path = (projectId: string) => {
    if (!/^[A-Za-z0-9-]{1,100}$/.test(projectId)) throw new Error(`Not a project id: ${projectId}`)
    return join(folder, 'publishing', `${projectId}.lock`)
  }

  async function age(file: string): Promise<number> {
    try {
      // The system's clock on both sides: the file's times are not the app's.
      return Date.now() - (await stat(file)).mtimeMs
    } catch {
      return 0
    }
  }

  async function read(file: string): Promise<LockHolder | undefined> {
    try {
      return holderSchema.safeParse(JSON.parse(await readFile(file, 'utf8'))).data
    } catch {
      return undefined
    }
  }

  /** An unreadable lock is just being written, on a file system without links, or left by a crash. */
  async function isStale(file: string, holder: LockHolder | undefined): Promise<boolean> {
    if ((await age(file)) > silence) return true
    if (!holder) return (await age(file)) > takeoverAge
    if (holder.host !== hostname()) return false
    if (holder.pid === process.pid) return holder.processStartedAt !== processStartedAt
    return !isRunning(holder.pid)
  }

  /** Makes a file that is not there yet; it may be seen before its text is in it. */
  async function createSeen(file: string, text: string): Promise<boolean> {
    try {
      await writeFile(file, text, { flag: 'wx', mode: 0o600 })
      return true
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false
      throw error
    }
  }

  /** The same with its text in it from the first moment, where the file system has links. */
  async function create(file: string, text: string): Promise<boolean> {
    const draft = `${file}.${newToken()}`
    await writeFile(draft, text, { flag: 'wx', mode: 0o600 })
    try {
      await link(draft, file)
      return true
    } catch (error) {
      const code = codeOf(error)
      // The draft is gone where the holder swept it away: that is for the next attempt.
      if (code === 'EEXIST' || code === 'ENOENT') return false
      return await createSeen(file, text)
    } finally {
      await rm(draft, { force: true })
    }
  }

  /** What kills left of locks that were never taken. */
  async function sweepDrafts(file: string): Promise<void> {
    const names = await readdir(dirname(file)).catch(() => [])
    const left = names.filter((name) => name.startsWith(`${basename(file)}.`))
    for (const name of left) await rm(join(dirname(file), name), { force: true })
  }

  /** Removes a stale lock; only one process at a time may, lest it removes the next one's. */
  async function removeStale(file: string): Promise<void> {
    const guard = `${file}-takeover`
    if (!(await createSeen(guard, ''))) {
      if ((await age(guard)) > takeoverAge) await rm(guard, { force: true })
      return
    }
    try {
      if (await isStale(file, await read(file))) await rm(file, { force: true })
    } finally {
      await rm(guard, { force: true })
    }
  }

  function held(file: string, token: string): PublishLock {
    const beat = setInterval(() => {
      const time = new Date()
      utimes(file, time, time).catch(() => undefined)
    }, heartbeat)
    beat.unref()
    return {
      async release() {
        clearInterval(beat)
        await sweepDrafts(file)
        if ((await read(file))?.token === token) await rm(file, { force: true })
      },
    }
  }

  return {
    async take(projectId) {
      const file = path(projectId)
      const token = newToken()
      const takenAt = now().toISOString()
      const own = { pid: process.pid, processStartedAt, host: hostname(), takenAt, token }
      try {
        await mkdir(dirname(file), { recursive: true, mode: 0o700 })
        for (let count = 0; count < 3; count += 1) {
          if (await create(file, JSON.stringify(own))) return success(held(file, token))
          const holder = await read(file)
          if (!(await isStale(file, holder))) return failure(runningError(holder))
          await removeStale(file)
        }
        return failure(runningError(await read(file)))
      } catch (error) {
        const more = { retry: true, subject: 'publishing' }
        return failure(appError('draft.write-failed', causeOf(error), more))
      }
    },

    async holder(projectId) {
      const file = path(projectId)
      const holder = await read(file)
      return holder && !(await isStale(file, holder)) ? holder : undefined
    },
  }
}

/** What is said while another process publishes. */
export function runningError(holder: LockHolder | undefined) {
  const who = holder
    ? `Another copy of SSO Workbench (process ${holder.pid} on ${holder.host}, since ${holder.takenAt})`
    : 'Another copy of SSO Workbench'
  const message = `${who} publishes this project now`
  return appError('publish.running', message, { retry: true, subject: who })
}
