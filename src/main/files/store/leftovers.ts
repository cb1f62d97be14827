import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

export const leftoverPattern = /\.json\.\d+$/

/** Deletes leftovers of writes older than `milliseconds`; 0 if no other process can be writing. */
export async function sweepLeftovers(
  folder: string,
  milliseconds: number,
  prefix = '',
): Promise<void> {
  // A missing folder has nothing to delete.
  const names = await readdir(folder).catch(() => [])
  const left = names.filter((item) => item.startsWith(prefix) && leftoverPattern.test(item))
  for (const name of left) {
    const path = join(folder, name)
    // Another process may have deleted it meanwhile.
    const found = await stat(path).catch(() => undefined)
    // Timestamps can be slightly ahead of `Date.now()`.
    const isOld = found && (milliseconds === 0 || Date.now() - found.mtimeMs >= milliseconds)
    // It is tried again the next time.
    if (isOld) await rm(path, { force: true }).catch(() => undefined)
  }
}
