import { accessSync, constants, lstatSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { createProcessLocks } from './process-lock'

/** One running copy per folder. Unlike Electron's lock it works on folders shared by computers. */
export type FolderLock =
  /** `unlocked`: read-only folder, no lock needed. */
  | { readonly kind: 'held' | 'unlocked'; release(): Promise<void> }
  | { readonly kind: 'taken'; readonly host: string; readonly pid: number }

const name = 'app.lock'

/** `folder`: user data folder; created if missing. */
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

/** Chromium's lock file, on systems that have one. */
const chromiumLock = 'SingletonLock'

/** Whether Electron's lock failed only because the folder is read-only; nobody can write then. */
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
