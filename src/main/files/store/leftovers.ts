import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** How `write-file-atomic` names a JSON file until it takes the place of the real one. */
export const leftoverPattern = /\.json\.\d+$/

/**
 * Removes what writes that a kill ended left in a folder: temporary files of that age and more. What
 * cannot be removed stays for the next time.
 *
 * @param milliseconds an hour is more than any write takes; 0 where nobody else can be writing
 * @param prefix of their names; all by default
 */
export async function sweepLeftovers(
  folder: string,
  milliseconds: number,
  prefix = '',
): Promise<void> {
  // A folder that is missing has no leftovers.
  const names = await readdir(folder).catch(() => [])
  const left = names.filter((item) => item.startsWith(prefix) && leftoverPattern.test(item))
  for (const name of left) {
    const path = join(folder, name)
    // Another process may have removed it meanwhile.
    const found = await stat(path).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs >= milliseconds) {
      // It stays for the next time.
      await rm(path, { force: true }).catch(() => undefined)
    }
  }
}
