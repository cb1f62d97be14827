import { link, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { createQueue } from '../../concurrency/in-turn'
import { codeOf } from './file-errors'

/** One after the other, so that two find no number free at the same time. */
const queue = createQueue()

/**
 * Moves a file, or what lies in its place, out of the way: `NAME.damaged-N` beside it, with the first
 * free number.
 *
 * @returns its new name without the folder. Rejects when it cannot be moved.
 */
export function setAside(file: string): Promise<string> {
  return queue.run(() => moveAside(file))
}

async function moveAside(file: string): Promise<string> {
  const present = new Set(await readdir(dirname(file)))
  const base = basename(file)
  let number = 1
  while (present.has(`${base}.damaged-${number}`)) number += 1
  await moveTo(file, `${file}.damaged-${number}`)
  return `${base}.damaged-${number}`
}

/** A rename takes the place of what is there, a link does not: a copy of the app may be faster. */
async function moveTo(file: string, place: string): Promise<void> {
  const isFolder = (await stat(file)).isDirectory()
  const linked = isFolder
    ? false
    : await link(file, place).then(
        () => true,
        (error: unknown) => {
          if (codeOf(error) === 'EEXIST') throw error
          // Not every file system has links.
          return false
        },
      )
  await (linked ? rm(file) : rename(file, place))
}
