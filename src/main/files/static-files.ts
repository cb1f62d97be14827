import { readFileSync, realpathSync } from 'node:fs'
import { join, sep } from 'node:path'

/** Reads a file below `root` synchronously (starts wait for turns); no symbolic link leads out. */
export function readStaticFile(
  root: string,
  segments: readonly string[],
): Uint8Array<ArrayBuffer> | undefined {
  try {
    const folder = realpathSync(root)
    const file = realpathSync(join(folder, ...segments))
    if (!file.startsWith(folder + sep)) return undefined
    return new Uint8Array(readFileSync(file))
  } catch {
    // Missing, or a folder: the caller answers both with 404.
    return undefined
  }
}
