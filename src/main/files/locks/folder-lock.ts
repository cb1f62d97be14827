import { accessSync, constants, lstatSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
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

/** @param folder the user data folder; created if missing. */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const looks = { count: 5, wait: 300 }
  const locks = createProcessLocks({ silence: 60_000, cutOff: 1000, looks })
  try {
    const taken = await locks.take(join(folder, name))
    if (taken.kind === 'held') return taken
    const { host, pid } = taken.holder ?? { host: hostname(), pid: 0 }
    return { kind: 'taken', host, pid }
  } catch {
    // The folder is read-only: see `unlocked`.
    return { kind: 'unlocked', release: () => Promise.resolve() }
  }
}

/** The name of Chromium's lock in a folder, on systems where it is a file. */
const chromiumLock = 'SingletonLock'

/**
 * Whether Electron's lock on a folder failed because the folder is read-only, and not because another
 * copy holds it. In that case no copy can write there, so no lock is needed.
 */
export function isReadOnlyAndFree(folder: string, platform: NodeJS.Platform): boolean {
  // On Windows the lock is not a file in the folder.
  if (platform === 'win32') return false
  try {
    accessSync(folder, constants.W_OK)
    return false
  } catch {
    // Not followed, because the link has no target.
    return lstatSync(join(folder, chromiumLock), { throwIfNoEntry: false }) === undefined
  }
}
