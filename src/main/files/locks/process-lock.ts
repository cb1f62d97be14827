import { randomUUID } from 'node:crypto'
import { link, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf } from '../store/file-errors'

export interface LockHolder {
  readonly pid: number
  readonly host: string
  readonly token: string
  /** ISO 8601, since process IDs are reused. Old locks lack it. */
  readonly processStartedAt?: string
  /** ISO 8601. Old locks lack it. */
  readonly takenAt?: string
}

const isTextOrAbsent = (value: unknown) => value === undefined || typeof value === 'string'

/** Without a schema library: the first window waits. */
function isHolder(value: unknown): value is LockHolder {
  if (typeof value !== 'object' || value === null) return false
  // Any object has members, of whatever kind.
  const { pid, host, token, processStartedAt, takenAt } = value as Record<string, unknown>
  const isNamed = Number.isInteger(pid) && typeof host === 'string' && typeof token === 'string'
  return isNamed && isTextOrAbsent(processStartedAt) && isTextOrAbsent(takenAt)
}

export type Taken =
  /** `release` deletes the file unless another process took the lock. */
  | { readonly kind: 'held'; release(): Promise<void> }
  /** No holder: the file is being written. */
  | { readonly kind: 'taken'; readonly holder: LockHolder | undefined }

/** Locks between processes as files that name the holder; `proper-lockfile` judges only age. */
export interface ProcessLocks {
  /** Rejects with the system's error if the file can't be created. */
  take(file: string): Promise<Taken>
  holder(file: string): Promise<LockHolder | undefined>
}

/** Milliseconds between renewals. */
const heartbeat = 10_000
/** Milliseconds after which a guard is from a crash. */
const guardAge = 10_000
/** Tries at a dead process's lock, as others try too. */
const attempts = 3

const thisProcessStartedAt = new Date(Date.now() - process.uptime() * 1000).toISOString()

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs under another account.
    return codeOf(error) === 'EPERM'
  }
}

/** Milliseconds since the last write; 0 if missing. */
async function age(file: string): Promise<number> {
  try {
    return Date.now() - (await stat(file)).mtimeMs
  } catch {
    // Deleted meanwhile: the next attempt handles that.
    return 0
  }
}

async function read(file: string): Promise<LockHolder | undefined> {
  try {
    const holder: unknown = JSON.parse(await readFile(file, 'utf8'))
    return isHolder(holder) ? holder : undefined
  } catch {
    // Deleted, truncated, or a folder: `isStale` decides by its age.
    return undefined
  }
}

const forget = (file: string) => rm(file, { force: true })

const remove = (file: string) =>
  rm(file, {
    force: true,
    recursive: true,
  })

/** Creates a new file; others may see it before its text. */
async function createSeen(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** Creates it with its text at once, if the file system has links. */
async function create(file: string, text: string, token: string): Promise<boolean> {
  const draft = `${file}.${token}`
  await writeFile(draft, text, { flag: 'wx', mode: 0o600 })
  try {
    await link(draft, file)
    return true
  } catch (error) {
    const code = codeOf(error)
    // The holder has deleted our temporary file: the next attempt handles that.
    if (code === 'EEXIST' || code === 'ENOENT') return false
    return await createSeen(file, text)
  } finally {
    await forget(draft)
  }
}

async function sweepDrafts(file: string): Promise<void> {
  // If the folder cannot be listed, nothing is deleted.
  const names = await readdir(dirname(file)).catch(() => [])
  const drafts = names.filter((name) => name.startsWith(`${basename(file)}.`))
  for (const name of drafts) await forget(join(dirname(file), name))
}

function held(file: string, token: string): Taken {
  const beat = setInterval(() => {
    const time = new Date()
    // If this fails, others may consider the lock stale sooner, but the work must continue.
    utimes(file, time, time).catch(() => undefined)
  }, heartbeat)
  beat.unref()
  return {
    kind: 'held',
    async release() {
      clearInterval(beat)
      await sweepDrafts(file)
      if ((await read(file))?.token === token) await forget(file)
    },
  }
}

/** `silence` and `looks` differ between kinds of locks. */
export function createProcessLocks(deps: {
  /** Milliseconds without renewal after which a holder is dead. */
  readonly silence: number
  /** Milliseconds after which a file without a holder counts as abandoned. */
  readonly cutOff: number
  /** Retries while a lock has no holder yet; `wait` in milliseconds. */
  readonly looks?: { readonly count: number; readonly wait: number }
  /** ISO 8601. */
  readonly processStartedAt?: string
  readonly now?: () => Date
  readonly newToken?: () => string
}): ProcessLocks {
  const { silence, cutOff, processStartedAt = thisProcessStartedAt } = deps
  const { looks = { count: 1, wait: 0 }, now = () => new Date(), newToken = randomUUID } = deps

  async function isStale(file: string, holder: LockHolder | undefined): Promise<boolean> {
    const silent = await age(file)
    if (silent > silence) return true
    if (!holder) return silent > cutOff
    if (holder.host !== hostname()) return false
    if (holder.pid === process.pid) return holder.processStartedAt !== processStartedAt
    return !isRunning(holder.pid)
  }

  /** Deletes a stale lock; one process at a time, since it could delete the next holder's lock. */
  async function removeStale(file: string): Promise<void> {
    const guard = `${file}-takeover`
    if (!(await createSeen(guard, ''))) {
      if ((await age(guard)) > guardAge) await forget(guard)
      return
    }
    try {
      if (await isStale(file, await read(file))) await remove(file)
    } finally {
      await forget(guard)
    }
  }

  async function takeNow(file: string): Promise<Taken> {
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
  }

  return {
    async take(file) {
      for (let count = 1; ; count += 1) {
        const taken = await takeNow(file)
        if (taken.kind === 'held' || taken.holder || count >= looks.count) return taken
        await sleep(looks.wait)
      }
    },

    async holder(file) {
      const holder = await read(file)
      return holder && !(await isStale(file, holder)) ? holder : undefined
    },
  }
}
