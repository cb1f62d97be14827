import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from './temporary-folder'

/** Of the folder in the user data folder where Chromium stores what belongs to a session. */
export const chromiumFolderName = 'Chromium'

/** An empty folder for Chromium at each start: scripts or proxies planted in it must not load. */
export function emptyChromiumFolder(folder: string): string {
  const path = join(folder, chromiumFolderName)
  try {
    rmSync(path, { recursive: true, force: true })
    mkdirSync(path, { mode: 0o700 })
    return path
  } catch {
    // A read-only folder, or one of another account.
    const own = temporaryFolder()
    process.once('exit', own.remove)
    return own.path
  }
}
