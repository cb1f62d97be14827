import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { caseEnding } from '../../../core/mapper/cases/case'
import { mapperFile } from './case-folders'

/** The suffix of temporary files of `write-file-atomic`. */
const numberPattern = /\.\d+$/
const folderPattern = /^(?:[0-9a-f]{32}|[0-9a-f]{128})(?:\.new)?$/

/** Whether a file or folder is still being written, judging by its name. */
function isUnfinished(name: string): boolean {
  if (folderPattern.test(name)) return name.endsWith('.new')
  const written = name.replace(numberPattern, '')
  return written !== name && (written === mapperFile || written.endsWith(caseEnding))
}

// A missing or unreadable folder has nothing to sweep.
const namesIn = (folder: string) => readdir(folder).catch((): string[] => [])

/** The folders that contain folders of cases. */
async function parentsIn(root: string): Promise<string[]> {
  const working = join(root, 'working')
  return [root, ...(await namesIn(working)).map((project) => join(working, project))]
}

/**
 * Deletes what interrupted writes left among the saved cases. What cannot be deleted is tried again
 * the next time.
 *
 * @param root the folder `cases`
 * @param milliseconds minimum age: no write takes an hour
 */
export async function sweepCases(root: string, milliseconds: number): Promise<void> {
  async function sweep(path: string): Promise<void> {
    // Another process may have deleted it meanwhile.
    const found = await stat(path).catch(() => undefined)
    if (!found || Date.now() - found.mtimeMs < milliseconds) return
    // What cannot be deleted now is tried again the next time.
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
