import type { ProjectId } from '../../../src/core/model/project-id'
import type { Draft } from '../../../src/core/draft/draft'
import { success } from '../../../src/core/errors/result'
import { createDraftFiles, type DraftFiles } from '../../../src/main/files/drafts/draft-files'
import type { JournalFile } from '../../../src/main/files/drafts/journal-file'
import { readJournal } from '../../../src/main/files/drafts/journal-lines'
import { writeFailed, type JsonFiles } from '../../../src/main/files/store/json-files'
import { createNotices } from '../../../src/main/files/store/notices'

/** How the next write fails: of a whole file, of a line before it is written, or amid it. */
type DiskFault = 'whole' | 'append' | 'torn'

/** The real files of drafts on a disk in memory, whose next write may fail, for orders without end. */
export function createDraftDisk() {
  const texts = new Map<string, string>()
  let fault: DiskFault | undefined

  /** Whether this write fails: the fault is used up then. */
  function fails(...kinds: readonly DiskFault[]): DiskFault | undefined {
    const found = fault && kinds.includes(fault) ? fault : undefined
    if (found) fault = undefined
    return found
  }

  const full = () => new Error('ENOSPC')

  const json: Pick<JsonFiles, 'folder' | 'notices' | 'read' | 'write' | 'delete' | 'flush'> = {
    folder: '/memory',
    notices: createNotices(),
    read(name, schema) {
      const text = texts.get(`/memory/${name}`)
      return Promise.resolve(
        success(text === undefined ? undefined : schema.parse(JSON.parse(text))),
      )
    },
    write(name, data) {
      if (fails('whole')) return Promise.resolve(writeFailed(name, full()))
      texts.set(`/memory/${name}`, JSON.stringify(data))
      return Promise.resolve(success(undefined))
    },
    delete(name) {
      texts.delete(`/memory/${name}`)
      return Promise.resolve(success(undefined))
    },
    flush: () => Promise.resolve(),
  }

  const journalAt = (path: string): JournalFile => ({
    read() {
      const text = texts.get(path)
      return Promise.resolve(text === undefined ? undefined : readJournal(text))
    },
    append(text) {
      const failed = fails('append', 'torn')
      const before = texts.get(path) ?? ''
      if (failed === 'torn') texts.set(path, before + text.slice(0, text.length / 2))
      if (failed) return Promise.reject(full())
      texts.set(path, before + text)
      return Promise.resolve()
    },
    cut(bytes) {
      const kept = Buffer.from(texts.get(path) ?? '').subarray(0, bytes)
      if (bytes === 0) texts.delete(path)
      else texts.set(path, kept.toString())
      return Promise.resolve()
    },
    remove() {
      texts.delete(path)
      return Promise.resolve()
    },
    setAside() {
      texts.delete(path)
      return Promise.resolve('aside')
    },
  })

  const open = (): DraftFiles => createDraftFiles({ files: json as JsonFiles, journalAt })

  return {
    files: open(),
    fail: (kind: DiskFault) => (fault = kind),
    mend: () => (fault = undefined),
    /** The draft that an app started now would find. */
    async afterRestart(projectId: ProjectId): Promise<Draft | undefined> {
      const copy = createDraftDisk()
      copy.load(texts)
      const read = await copy.files.read(projectId)
      return read.ok ? read.value : undefined
    },
    load: (given: ReadonlyMap<string, string>) => {
      for (const [path, text] of given) texts.set(path, text)
    },
  }
}
