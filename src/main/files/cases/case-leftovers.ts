import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { caseEnding } from '../../../core/mapper/cases/case'
import { mapperFile } from './case-folders'

/** How `write-file-atomic` names a file until it takes the place of the real one. */
const numberPattern = /\.\d+$/
const folderPattern = /^(?:[0-9a-f]{32}|[0-9a-f]{128})(?:\.new)?$/

/** Whether a name is that of a file or folder in the middle of being written. */
function isUnfinished(name: string): boolean {
  if (folderPattern.test(name)) return name.endsWith('.new')
  const written = name.replace(numberPattern, '')
  return written !== name && (written === mapperFile || written.endsWith(caseEnding))
}

// A folder that is missing or cannot be read has nothing to sweep.
const namesIn = (folder: string) => readdir(folder).catch((): string[] => [])

/** The folders that hold folders of cases. */
async function parentsIn(root: string): Promise<string[]> {
  const working = join(root, 'working')
  return [root, ...(await namesIn(working)).map((project) => join(working, project))]
}

/**
 * Removes what writes that a kill ended left among the saved cases. What cannot be removed stays for
 * the next time.
 *
 * @param root the folder `cases`
 * @param milliseconds age that it must have: an hour is more than any write takes
 */
export async function sweepCases(root: string, milliseconds: number): Promise<void> {
  async function sweep(path: string): Promise<void> {
    // Another process may have swept it meanwhile.
    const found = await stat(path).catch(() => undefined)
    if (!found || Date.now() - found.mtimeMs < milliseconds) return
    // What cannot be removed now is met again the next time.
    await rm(path, { recursive: true, force: true }).catch(() => undefined)
  }
  for (const parent of await parentsIn(root)) {
    for (const name of (await namesIn(parent)).filter((each) => folderPattern.test(each))) {
      const folder = join(parent, name)
      if (isUnfinished(name)) await sweep(folder)
      else {
        for (const file of (await namesIn(folder)).filter(isUnfinished)) {
          await sweep(join(folder, file))
        }
      }
    }
  }
}
