import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

/**
 * One running copy of the app for each folder, so that two never write one journal. Electron's own
 * lock comes first and brings the other window to the front; this one also holds where that one does
 * not reach, as on a folder that two computers share.
 */
export type FolderLock =
  /** `unlocked`: nothing can be written there, so there is nothing to keep others from. */
  | { readonly kind: 'held' | 'unlocked'; release(): Promise<void> }
  | { readonly kind: 'taken'; readonly host: string; readonly pid: number }

const name = 'app.lock'
/** How often the holder says that it is still there, and when it is believed gone. */
const beatMilliseconds = 10_000
const silentMilliseconds = 60_000
const settleMilliseconds = 50

const holderSchema = z.object({ pid: z.number().int(), host: z.string(), token: z.string() })
type Holder = z.infer<typeof holderSchema>

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It is there and belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const hasCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code

async function holderOf(path: string): Promise<Holder | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '')
  try {
    return holderSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** @param now milliseconds, as `Date.now`. */
export async function lockFolder(
  folder: string,
  now: () => number = Date.now,
): Promise<FolderLock> {
  const path = join(folder, name)
  const me: Holder = { pid: process.pid, host: hostname(), token: randomUUID() }

  /** @returns whether there was no lock. */
  async function create(): Promise<boolean> {
    try {
      const file = await open(path, 'wx', 0o600)
      try {
        await file.writeFile(JSON.stringify(me))
      } finally {
        await file.close()
      }
      return true
    } catch (error) {
      if (hasCode(error, 'EEXIST')) return false
      throw error
    }
  }

  async function isLeft(holder: Holder | undefined): Promise<boolean> {
    const silent = now() - (await stat(path)).mtimeMs
    // Just being written, by one who is about to hold it.
    if (!holder) return silent > 1000
    const gone = holder.host === me.host && !isRunning(holder.pid)
    return gone || silent > silentMilliseconds
  }

  /** Takes away a lock that was left behind; one that another made in the meantime goes back. */
  async function clear(left: Holder | undefined): Promise<void> {
    const aside = `${path}.${me.token}`
    await rename(path, aside)
    const moved = await holderOf(aside)
    if (moved && moved.token !== left?.token) await link(aside, path).catch(() => undefined)
    await rm(aside, { force: true, recursive: true })
  }

  /** Whether the lock is still this one's, a moment after others may have seen the one before. */
  async function isMine(): Promise<boolean> {
    await sleep(settleMilliseconds)
    return (await holderOf(path))?.token === me.token
  }

  function held(): FolderLock {
    const beat = setInterval(() => {
      const time = new Date()
      utimes(path, time, time).catch(() => undefined)
    }, beatMilliseconds)
    beat.unref()
    return {
      kind: 'held',
      async release() {
        clearInterval(beat)
        const holder = await holderOf(path)
        if (holder?.token === me.token) await rm(path, { force: true })
      },
    }
  }

  const unlocked: FolderLock = { kind: 'unlocked', release: () => Promise.resolve() }
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    let isTakenOver = false
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (await create()) {
        if (!isTakenOver || (await isMine())) return held()
        continue
      }
      const holder = await holderOf(path)
      try {
        if (await isLeft(holder)) {
          isTakenOver = true
          await clear(holder)
        } else if (holder) return { kind: 'taken', host: holder.host, pid: holder.pid }
        else await sleep(300)
      } catch (error) {
        // Another one cleared it in the meantime.
        if (!hasCode(error, 'ENOENT')) throw error
      }
    }
    const holder = await holderOf(path)
    return { kind: 'taken', host: holder?.host ?? me.host, pid: holder?.pid ?? 0 }
  } catch {
    return unlocked
  }
}
