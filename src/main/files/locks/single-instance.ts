import { accessSync, constants, lstatSync } from 'node:fs'
import { join } from 'node:path'

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
