import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createProcessLocks } from './process-lock'

/**
 * Allows one running copy of the app per folder, so that two never write to one journal. Electron's own
 * lock comes first and focuses the other window; this one also works where that one does not, as on a
 * folder shared by two computers.
 */
export type FolderLock =
  /** `unlocked`: the folder is read-only, so no lock is needed. */
  | { readonly kind: 'held' | 'unlocked'; release(): Promise<void> }
  | { readonly kind: 'taken'; readonly host: string; readonly pid: number }

const name = 'app.lock'
/** How often, and after how many milliseconds, a lock without a holder is checked again. */
const looks = { count: 5, wait: 300 }

/** @param folder the user data folder; created if missing. */
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
    // The folder is read-only: see `unlocked`.
    return { kind: 'unlocked', release: () => Promise.resolve() }
  }
}
