import { readFile, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'

/**
 * Reads a file of the built window. Symbolic links are resolved before the check, so none leads out.
 *
 * @param segments names below `root`, already checked to contain no separator
 * @returns its bytes, or `undefined` where there is no such file inside `root`.
 */
export async function readStaticFile(
  root: string,
  segments: readonly string[],
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const folder = await realpath(root)
    const file = await realpath(join(folder, ...segments))
    if (!file.startsWith(folder + sep)) return undefined
    return new Uint8Array(await readFile(file))
  } catch {
    // Missing, or a folder: the caller answers both with 404.
    return undefined
  }
}
