import { mkdir, open, readFile, rm, truncate } from 'node:fs/promises'
import { dirname } from 'node:path'
import { readJournal, type Journal } from './journal-lines'
import { isMissing } from '../store/file-errors'
import { setAside } from '../store/set-aside'

/** One journal on disk. Everything rejects with the system's error where it cannot be done. */
export interface JournalFile {
  /** `undefined` where there is none. */
  read(): Promise<Journal | undefined>
  /** Adds text at the end; it is on the disk itself when this resolves. */
  append(text: string): Promise<void>
  /** Cuts what comes after the first `bytes`; without any there is no file, since an empty one is damage. */
  cut(bytes: number): Promise<void>
  remove(): Promise<void>
  /** @returns its new name without the folder. */
  setAside(): Promise<string>
}

export function createJournalFile(path: string): JournalFile {
  return {
    async read() {
      let text: string
      try {
        text = await readFile(path, 'utf8')
      } catch (error) {
        if (isMissing(error)) return undefined
        // A folder in its place, or no permission: nothing of it can be read.
        return { kind: 'damaged', entries: [], lost: 0 }
      }
      return readJournal(text)
    },
    async append(text) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const file = await open(path, 'a', 0o600)
      try {
        await file.appendFile(text, 'utf8')
        await file.datasync()
      } finally {
        await file.close()
      }
    },
    cut: (bytes) => (bytes === 0 ? rm(path, { force: true }) : truncate(path, bytes)),
    remove: () => rm(path, { force: true }),
    setAside: () => setAside(path),
  }
}
