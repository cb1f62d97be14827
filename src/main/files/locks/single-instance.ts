import { accessSync, constants, lstatSync } from 'node:fs'
import { join } from 'node:path'

/** What Chromium's lock on a folder is called, on systems where it is a file. */
const chromiumLock = 'SingletonLock'

/**
 * Whether Electron's lock on a folder was refused because nothing can be written there, and not
 * because another copy holds it. Then no copy can write there, so there is nothing to keep apart.
 */
export function isReadOnlyAndFree(folder: string, platform: NodeJS.Platform): boolean {
  // There the lock is none of the folder's files.
  if (platform === 'win32') return false
  try {
    accessSync(folder, constants.W_OK)
    return false
  } catch {
    // Not followed: it is a link that leads nowhere.
    return lstatSync(join(folder, chromiumLock), { throwIfNoEntry: false }) === undefined
  }
}
