import { readFileSync, realpathSync } from 'node:fs'
import { join, sep } from 'node:path'

/**
 * Reads a file of the built window, at once: a start waits for each turn that the main process would need. Symbolic links are
 * resolved before the check, so none leads out.
 *
 * @param segments names below `root`, already checked to contain no separator
 * @returns its bytes, or `undefined` where there is no such file inside `root`.
 */
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
