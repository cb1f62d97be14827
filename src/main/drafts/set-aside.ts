import { readdir, rename } from 'node:fs/promises'
import { basename, dirname } from 'node:path'

/**
 * Moves a file, or what lies in its place, out of the way: `NAME.damaged-N` beside it, with the first
 * free number.
 *
 * @returns its new name without the folder. Rejects when it cannot be moved.
 */
export async function setAside(file: string): Promise<string> {
  const present = new Set(await readdir(dirname(file)))
  const base = basename(file)
  let number = 1
  while (present.has(`${base}.damaged-${number}`)) number += 1
  await rename(file, `${file}.damaged-${number}`)
  return `${base}.damaged-${number}`
}
