import { link, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { createQueue } from '../../concurrency/in-turn'
import { codeOf } from './file-errors'

/** Serialized, so that two renames never find the same free number. */
const queue = createQueue()

/** Renames to the first free `NAME.damaged-N` and returns that name. Rejects if it can't. */
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

/** A link, unlike a rename, never replaces a file of another process. */
async function moveTo(file: string, place: string): Promise<void> {
  const isFolder = (await stat(file)).isDirectory()
  const linked = isFolder
    ? false
    : await link(file, place).then(
        () => true,
        (error: unknown) => {
          if (codeOf(error) === 'EEXIST') throw error
          // Not every file system supports links.
          return false
        },
      )
  await (linked ? rm(file) : rename(file, place))
}
