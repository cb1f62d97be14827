import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from './temporary-folder'

export const chromiumFolderName = 'Chromium'

/** An empty folder for Chromium at each start: scripts or proxies planted in it must not load. */
export function emptyChromiumFolder(folder: string): string {
  const path = join(folder, chromiumFolderName)
  try {
    rmSync(path, { recursive: true, force: true })
    mkdirSync(path, { mode: 0o700 })
    return path
  } catch {
    // Read-only, or another account's folder.
    const own = temporaryFolder()
    process.once('exit', own.remove)
    return own.path
  }
}
