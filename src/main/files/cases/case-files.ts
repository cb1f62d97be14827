import { mkdir, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { caseEnding, type MapperCase } from '../../../core/mapper/cases/case'
import type { NamedCase } from '../../../core/mapper/cases/merge'
import { freeName, sameFileKey } from '../../../core/mapper/cases/names'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { StoredCase } from '../../../core/ipc/mapper-editor'
import { mapperFile, workingCases, workingParent, type CaseFolder } from './case-folders'
import { caseFileText, isCaseFile, isTooLarge, readCases, sizeLimit } from './read-cases'
import { causeOf, codeOf } from '../store/file-errors'
import { writeFailed } from '../store/json-files'
import { setAside } from '../store/set-aside'
import { InvalidIdError } from '../../../core/errors/invalid-id-error'
import type { ProjectId } from '../../../core/model/project-id'

/** Suffix of `write-file-atomic`'s temporary files. */
const numberPattern = /\.\d+$/
const folderPattern = /^(?:[0-9a-f]{32}|[0-9a-f]{128})(?:\.new)?$/

/** Whether the name says that it is still being written. */
function isUnfinished(name: string): boolean {
  if (folderPattern.test(name)) return name.endsWith('.new')
  const written = name.replace(numberPattern, '')
  return written !== name && (written === mapperFile || written.endsWith(caseEnding))
}

// A missing or unreadable folder has nothing to sweep.
const namesIn = (folder: string) => readdir(folder).catch((): string[] => [])

async function parentsIn(root: string): Promise<string[]> {
  const working = join(root, 'working')
  return [root, ...(await namesIn(working)).map((project) => join(working, project))]
}

/** Deletes leftovers of interrupted writes at least `milliseconds` old (no write takes an hour). */
async function sweepCases(root: string, milliseconds: number): Promise<void> {
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

/** Saved cases: folders below `cases`, each with the mapper's text and one file per case. */
export interface CaseFiles {
  /** Whether a folder has a mapper's text or cases, even unreadable ones. */
  has(folder: CaseFolder): Promise<boolean>
  /** SHA-512 of mapper texts with a folder. */
  hashes(): Promise<ReadonlySet<string>>
  /** Existing working folders by connection. */
  working(
    projectId: ProjectId,
    connectionKeys: Iterable<string>,
  ): Promise<ReadonlyMap<string, CaseFolder>>
  /**
   * Cases by file name, unusable ones with the reason; `draft.corrupt` for an unreadable folder.
   */
  list(folder: CaseFolder): Promise<Result<readonly StoredCase[]>>
  text(folder: CaseFolder): Promise<Result<string | undefined>>
  /** Writes text and cases atomically; `request.invalid` if one is too large to read again. */
  put(
    folder: CaseFolder,
    text: string | undefined,
    cases: readonly NamedCase[],
  ): Promise<Result<void>>
  /** Deletes a readable case; renames an unusable one to `NAME.damaged-N`. */
  delete(folder: CaseFolder, id: string): Promise<Result<void>>
  /** Copies a folder atomically and byte for byte, including files this version can't read. */
  copy(from: CaseFolder, to: CaseFolder, text: string | undefined): Promise<Result<void>>
  rename(from: CaseFolder, to: CaseFolder, text: string | undefined): Promise<Result<void>>
  /** Moves unusable cases, numbering duplicates. */
  move(from: CaseFolder, to: CaseFolder, ids: readonly string[]): Promise<Result<void>>
  /** Deletes these cases and the text, and the folder if empty. */
  clear(folder: CaseFolder, ids: readonly string[]): Promise<Result<void>>
  /** Deletes a project's working folders: all, or those of some connections. */
  forget(projectId: ProjectId, connectionKeys?: Iterable<string>): Promise<Result<void>>
  /** Deletes interrupted writes older than an hour. */
  sweep(): Promise<void>
}

const hour = 60 * 60 * 1000

export const tooLarge = ({ name }: MapperCase) =>
  failure(
    appError(
      'request.invalid',
      t('The case “{name}” is larger than {limit} MB, so it could not be read again', {
        name,
        limit: sizeLimit,
      }),
    ),
  )

const isNone = (error: unknown) => ['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')

/** Creates missing folders for the owner only. */
export function createCaseFiles(parts: { readonly folder: string }): CaseFiles {
  const root = join(parts.folder, 'cases')
  const place = (folder: CaseFolder) => join(root, ...folder.split('/'))

  const pathOf = (folder: CaseFolder, id: string) => {
    if (!isCaseFile(id)) throw new InvalidIdError('Not the name of a case file')
    return join(place(folder), id)
  }

  async function namesIn(folder: CaseFolder): Promise<Result<string[] | undefined>> {
    try {
      return success(await readdir(place(folder)))
    } catch (error) {
      if (isNone(error)) return success(undefined)
      return failure(appError('draft.corrupt', causeOf(error), { subject: 'cases' }))
    }
  }

  async function has(folder: CaseFolder): Promise<boolean> {
    const names = await namesIn(folder)
    // An unreadable folder exists: other cases in its place would hide that.
    if (!names.ok) return true
    return names.value?.some((name) => name === mapperFile || isCaseFile(name)) ?? false
  }

  async function change(work: () => Promise<void>): Promise<Result<void>> {
    try {
      await work()
      return success(undefined)
    } catch (error) {
      return writeFailed('cases', error)
    }
  }

  const make = (folder: CaseFolder) => mkdir(place(folder), { recursive: true, mode: 0o700 })
  const write = (path: string, content: string | Buffer) =>
    writeFileAtomic(path, content, { mode: 0o600, fsync: true })

  async function putText(folder: CaseFolder, text: string): Promise<void> {
    const path = join(place(folder), mapperFile)
    // A missing or unreadable file is written again.
    const present = await readFile(path, 'utf8').catch(() => undefined)
    if (present !== text) await write(path, text)
  }

  /** Moves anything that is in the way of a new folder. */
  async function takePlace(made: string, folder: CaseFolder): Promise<void> {
    // If this fails, the renaming fails too, and reports why.
    const isThere = (await stat(place(folder)).catch(() => undefined)) !== undefined
    // An empty folder is removed, any other is renamed.
    if (isThere) await rmdir(place(folder)).catch(() => setAside(place(folder)))
    await rename(made, place(folder))
  }

  async function copyInto(target: string, from: CaseFolder, names: readonly string[]) {
    for (const name of names.filter(isCaseFile)) {
      // An unreadable file stays where it is, since that folder is kept.
      const content = await readFile(pathOf(from, name)).catch(() => undefined)
      if (content) await write(join(target, name), content)
    }
  }

  return {
    has,

    async hashes() {
      // Where the folder is missing, there are no cases yet.
      const names = await readdir(root).catch(() => [])
      return new Set(names.filter((name) => /^[0-9a-f]{128}$/.test(name)))
    },

    async working(projectId, connectionKeys) {
      const parent = join(root, ...workingParent(projectId).split('/'))
      // Without the folder there are no cases yet.
      const names = new Set(await readdir(parent).catch(() => []))
      const found = new Map<string, CaseFolder>()
      if (names.size === 0) return found
      for (const key of connectionKeys) {
        const folder = workingCases(projectId, key)
        if (names.has(folder.split('/').at(-1) ?? '') && (await has(folder))) found.set(key, folder)
      }
      return found
    },

    async list(folder) {
      const names = await namesIn(folder)
      return names.ok ? success(await readCases(place(folder), names.value ?? [])) : names
    },

    async text(folder) {
      try {
        return success(await readFile(join(place(folder), mapperFile), 'utf8'))
      } catch (error) {
        if (isNone(error)) return success(undefined)
        return failure(appError('draft.corrupt', causeOf(error), { subject: 'cases' }))
      }
    },

    async put(folder, text, cases) {
      const written = cases.map((item) => [item.id, caseFileText(item.case)] as const)
      const large = cases.find((_, index) => isTooLarge(written[index]?.[1] ?? ''))
      if (large) return tooLarge(large.case)
      return change(async () => {
        await make(folder)
        if (text !== undefined) await putText(folder, text)
        for (const [id, content] of written) await write(pathOf(folder, id), content)
      })
    },

    async delete(folder, id) {
      const path = pathOf(folder, id)
      const [found] = await readCases(place(folder), [id])
      return change(async () => {
        if (!found || 'case' in found) await rm(path, { force: true })
        else await setAside(path)
      })
    },

    async copy(from, to, text) {
      const names = await namesIn(from)
      if (!names.ok) return names
      return change(async () => {
        const made = `${place(to)}.new`
        await rm(made, { recursive: true, force: true })
        await mkdir(made, { recursive: true, mode: 0o700 })
        await copyInto(made, from, names.value ?? [])
        if (text !== undefined) await write(join(made, mapperFile), text)
        await takePlace(made, to)
      })
    },

    rename: (from, to, text) =>
      change(async () => {
        // A text that does not match the new folder's hash would be worse than none.
        if (text === undefined) await rm(join(place(from), mapperFile), { force: true })
        else await putText(from, text)
        await takePlace(place(from), to)
      }),

    move: (from, to, ids) =>
      change(async () => {
        await make(to)
        const taken = new Set((await readdir(place(to))).map(sameFileKey))
        for (const id of ids) {
          const name = freeName(id, taken)
          taken.add(sameFileKey(name))
          await rename(pathOf(from, id), join(place(to), name))
        }
      }),

    clear: (folder, ids) =>
      change(async () => {
        for (const id of ids) await rm(pathOf(folder, id), { force: true })
        // Last: the folder counts as existing while it has a mapper's text, even without cases.
        await rm(join(place(folder), mapperFile), { force: true, recursive: true })
        // A folder that is not empty is kept.
        await rmdir(place(folder)).catch(() => undefined)
      }),

    forget: (projectId, connectionKeys) =>
      change(async () => {
        const parent = join(root, ...workingParent(projectId).split('/'))
        const folders = connectionKeys
          ? [...connectionKeys].map((key) => place(workingCases(projectId, key)))
          : [parent]
        for (const path of folders) await rm(path, { recursive: true, force: true })
        // A folder with cases of other connections is kept.
        if (connectionKeys) await rmdir(parent).catch(() => undefined)
      }),

    sweep: () => sweepCases(root, hour),
  }
}
