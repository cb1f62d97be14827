import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from './temporary-folder'

/** Of the folder in the user data folder where Chromium stores what belongs to a session. */
export const chromiumFolderName = 'Chromium'

/**
 * An empty folder for Chromium's own files, made anew at each start. The app needs nothing of them, and by what is in them
 * whoever can write to the user data folder decides what runs and where requests go: compiled scripts, service workers, and
 * the proxy in `Preferences`, which sessions in memory read too.
 *
 * @returns a temporary folder, deleted with the process, where the one in `folder` cannot be emptied
 */
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
