import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createProcessLocks } from './process-lock'

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
/** A lock without a holder is looked at again, so many times after so many milliseconds. */
const looks = { count: 5, wait: 300 }

/** @param folder the user data folder; made where it is missing. */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const locks = createProcessLocks({ silence: 60_000, cutOff: 1000 })
  try {
    for (let count = 0; count < looks.count; count += 1) {
      const taken = await locks.take(join(folder, name))
      if (taken.kind === 'held') return taken
      const { holder } = taken
      if (holder) return { kind: 'taken', host: holder.host, pid: holder.pid }
      await sleep(looks.wait)
    }
    return { kind: 'taken', host: hostname(), pid: 0 }
  } catch {
    // Nothing can be written there: see `unlocked`.
    return { kind: 'unlocked', release: () => Promise.resolve() }
  }
}
