import { mkdir, open, readFile, rm, truncate } from 'node:fs/promises'
import { dirname } from 'node:path'
import { readJournal, type Journal } from './journal-lines'
import { isMissing } from '../store/file-errors'
import { setAside } from '../store/set-aside'

/** A journal on disk; methods reject with the system's error. */
export interface JournalFile {
  read(): Promise<Journal | undefined>
  /** Appends and syncs to disk. */
  append(text: string): Promise<void>
  /** Truncates after `bytes`; deletes at 0, as an empty journal counts as damaged. */
  cut(bytes: number): Promise<void>
  remove(): Promise<void>
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
        // Unreadable: a folder in its place, or no permission.
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
