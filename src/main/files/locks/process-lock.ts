import { randomUUID } from 'node:crypto'
import { link, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { codeOf } from '../store/file-errors'

const holderSchema = z.object({
  pid: z.number().int(),
  host: z.string(),
  token: z.string(),
  /** ISO 8601. A process number alone is given to another process later. Old locks lack it. */
  processStartedAt: z.string().optional(),
  /** ISO 8601. Old locks lack it. */
  takenAt: z.string().optional(),
})
/** Who holds a lock, as its file says. */
export type LockHolder = z.infer<typeof holderSchema>

export type Taken =
  /** `release` removes the file, unless another process has taken it over. */
  | { readonly kind: 'held'; release(): Promise<void> }
  /** No holder where the file has no text yet, or was cut off a moment ago. */
  | { readonly kind: 'taken'; readonly holder: LockHolder | undefined }

/**
 * Locks between processes, each a file that says who holds it. The file is made whole or not at all,
 * its time is renewed while it is held, and what a process left that died is taken over by one only.
 *
 * `proper-lockfile` does not do: its lock is an empty folder that is judged by its age alone. It cannot
 * say who holds it, a lock that a kill left stands until it is old, and neither it nor an older version
 * of this app would understand the other's locks.
 */
export interface ProcessLocks {
  /** Takes the lock at a path. Rejects with the system's error where no file can be made. */
  take(file: string): Promise<Taken>
  /** Who holds it, in another process or here; `undefined` where nobody does. */
  holder(file: string): Promise<LockHolder | undefined>
}

/** How often a holder renews the time of its file, in milliseconds. */
const heartbeat = 10_000
/** Taking over takes milliseconds: a guard that is older was left by a crash. */
const guardAge = 10_000
/** Of a lock that is taken over, as the next one to take it may find another one first. */
const attempts = 3

const thisProcessStartedAt = new Date(Date.now() - process.uptime() * 1000).toISOString()

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It is there and belongs to another account.
    return codeOf(error) === 'EPERM'
  }
}

/** Milliseconds since a file was written, by the system's clock on both sides; 0 where there is none. */
async function age(file: string): Promise<number> {
  try {
    return Date.now() - (await stat(file)).mtimeMs
  } catch {
    // Removed meanwhile: the next attempt sees it.
    return 0
  }
}

async function read(file: string): Promise<LockHolder | undefined> {
  try {
    return holderSchema.safeParse(JSON.parse(await readFile(file, 'utf8'))).data
  } catch {
    // Gone, cut off, or a folder: `isStale` goes by its age.
    return undefined
  }
}

/** A folder may have taken a lock's place. */
const remove = (file: string) => rm(file, { force: true, recursive: true })

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
async function create(file: string, text: string, token: string): Promise<boolean> {
  const draft = `${file}.${token}`
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

/** Removes what kills left of locks that were never taken. */
async function sweepDrafts(file: string): Promise<void> {
  // A folder that cannot be listed keeps its leftovers.
  const names = await readdir(dirname(file)).catch(() => [])
  const drafts = names.filter((name) => name.startsWith(`${basename(file)}.`))
  for (const name of drafts) await rm(join(dirname(file), name), { force: true })
}

function held(file: string, token: string): Taken {
  const beat = setInterval(() => {
    const time = new Date()
    // Without it the lock only ends sooner for others: no reason to end what it protects.
    utimes(file, time, time).catch(() => undefined)
  }, heartbeat)
  beat.unref()
  return {
    kind: 'held',
    async release() {
      clearInterval(beat)
      await sweepDrafts(file)
      if ((await read(file))?.token === token) await rm(file, { force: true })
    },
  }
}

export function createProcessLocks(deps: {
  /** Milliseconds after which a holder that did not renew its file is believed gone. */
  readonly silence: number
  /** Milliseconds after which a file without a holder is no longer being written. */
  readonly cutOff: number
  /** Of this process, ISO 8601. */
  readonly processStartedAt?: string
  readonly now?: () => Date
  readonly newToken?: () => string
}): ProcessLocks {
  const { silence, cutOff, processStartedAt = thisProcessStartedAt } = deps
  const { now = () => new Date(), newToken = randomUUID } = deps

  async function isStale(file: string, holder: LockHolder | undefined): Promise<boolean> {
    const silent = await age(file)
    if (silent > silence) return true
    if (!holder) return silent > cutOff
    if (holder.host !== hostname()) return false
    if (holder.pid === process.pid) return holder.processStartedAt !== processStartedAt
    return !isRunning(holder.pid)
  }

  /** Removes a stale lock; only one process at a time may, lest it removes the next one's. */
  async function removeStale(file: string): Promise<void> {
    const guard = `${file}-takeover`
    if (!(await createSeen(guard, ''))) {
      if ((await age(guard)) > guardAge) await rm(guard, { force: true })
      return
    }
    try {
      if (await isStale(file, await read(file))) await remove(file)
    } finally {
      await rm(guard, { force: true })
    }
  }

  return {
    async take(file) {
      const token = newToken()
      const takenAt = now().toISOString()
      const own: LockHolder = {
        pid: process.pid,
        processStartedAt,
        host: hostname(),
        takenAt,
        token,
      }
      await mkdir(dirname(file), { recursive: true, mode: 0o700 })
      for (let count = 0; count < attempts; count += 1) {
        if (await create(file, JSON.stringify(own), token)) return held(file, token)
        const holder = await read(file)
        if (!(await isStale(file, holder))) return { kind: 'taken', holder }
        await removeStale(file)
      }
      return { kind: 'taken', holder: await read(file) }
    },

    async holder(file) {
      const holder = await read(file)
      return holder && !(await isStale(file, holder)) ? holder : undefined
    },
  }
}
