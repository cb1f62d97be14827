import { mkdir, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import type { MapperCase } from '../../../core/mapper/cases/case'
import type { NamedCase } from '../../../core/mapper/cases/merge'
import { freeName, sameFileKey } from '../../../core/mapper/cases/names'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import type { StoredCase } from '../../../core/ipc/mapper-lab'
import { mapperFile, workingCases, workingParent, type CaseFolder } from './case-folders'
import { sweepCases } from './case-leftovers'
import { caseFileText, isCaseFile, isTooLarge, readCases, tooLargeWords } from './read-cases'
import { causeOf, codeOf } from '../store/file-errors'
import { writeFailed } from '../store/json-files'
import { setAside } from '../store/set-aside'

/**
 * The saved cases of mappers: folders below `cases` of the user data folder, each with the mapper's
 * text and a file a case, which `mapper test` runs as they lie there. In a working folder the text
 * is the one that a case was last written with.
 */
export interface CaseFiles {
  /** Whether a folder is there: with a mapper's text or with cases, which may be unreadable. */
  has(folder: CaseFolder): Promise<boolean>
  /** SHA-512 of the mapper texts for which there is a folder, with or without cases. */
  hashes(): Promise<ReadonlySet<string>>
  /** The working folders of these connections of a project that are there, by connection. */
  working(
    projectId: string,
    connectionKeys: Iterable<string>,
  ): Promise<ReadonlyMap<string, CaseFolder>>
  /**
   * In the order of their file names. What cannot be used is among them with the reason; no folder is
   * no cases. `draft.corrupt` for a folder that cannot be read.
   */
  list(folder: CaseFolder): Promise<Result<readonly StoredCase[]>>
  /**
   * Writes the mapper's text, where it is known, and cases; each file whole or not at all.
   * `request.invalid`, and nothing is written, where one is too large to be read again.
   */
  put(
    folder: CaseFolder,
    text: string | undefined,
    cases: readonly NamedCase[],
  ): Promise<Result<void>>
  /** A readable case goes; what cannot be used is set aside as `NAME.damaged-N`. */
  delete(folder: CaseFolder, id: string): Promise<Result<void>>
  /**
   * Makes a folder that is not there yet as a copy of another, as a whole or not at all: case files
   * byte for byte, also such as this version does not understand, beside the mapper's text.
   */
  copy(from: CaseFolder, to: CaseFolder, text: string | undefined): Promise<Result<void>>
  /** Makes a folder that is not there yet of another one, with all that lies in it. */
  rename(from: CaseFolder, to: CaseFolder, text: string | undefined): Promise<Result<void>>
  /** Moves case files that cannot be used: each under its own name or one with the next number. */
  move(from: CaseFolder, to: CaseFolder, ids: readonly string[]): Promise<Result<void>>
  /** Takes away these files and the mapper's text, and the folder if nothing else is in it. */
  clear(folder: CaseFolder, ids: readonly string[]): Promise<Result<void>>
  /** Deletes the working folders of a project for good: all, or those of some connections. */
  forget(projectId: string, connectionKeys?: Iterable<string>): Promise<Result<void>>
  /** Removes what writes that a kill ended left behind an hour ago and more. */
  sweep(): Promise<void>
}

const hour = 60 * 60 * 1000

/** Why a case is not written. */
export const tooLarge = ({ name }: MapperCase) =>
  failure(
    appError(
      'request.invalid',
      `The case “${name}” ${tooLargeWords}, so it could not be read again`,
    ),
  )

const isNone = (error: unknown) => ['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')

/** @param parts.folder the user data folder; what is needed in it is made, for its owner's eyes only. */
export function createCaseFiles(parts: { readonly folder: string }): CaseFiles {
  const root = join(parts.folder, 'cases')
  const place = (folder: CaseFolder) => join(root, ...folder.split('/'))

  const pathOf = (folder: CaseFolder, id: string) => {
    if (!isCaseFile(id)) throw new Error('Not the name of a case file')
    return join(place(folder), id)
  }

  /** @returns `undefined` where there is no such folder. */
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
    // One that cannot be read is there: others in its place would hide that.
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
    // A file that is missing or cannot be read is written anew.
    const present = await readFile(path, 'utf8').catch(() => undefined)
    if (present !== text) await write(path, text)
  }

  /** What somebody else put in a place is no reason to fail: it goes out of the way. */
  async function takePlace(made: string, folder: CaseFolder): Promise<void> {
    // What cannot be looked at is taken for missing: then the renaming fails, and says why.
    const isThere = (await stat(place(folder)).catch(() => undefined)) !== undefined
    // A folder that is empty is removed, any other is kept under another name.
    if (isThere) await rmdir(place(folder)).catch(() => setAside(place(folder)))
    await rename(made, place(folder))
  }

  async function copyInto(target: string, from: CaseFolder, names: readonly string[]) {
    for (const name of names.filter(isCaseFile)) {
      // One that cannot be read stays where it is: that folder is kept.
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
      // Where the folder is missing, there are no cases yet.
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
        // Another text than the one that the new name stands for would be worse than none.
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
        // Last: with it the folder is there, whatever cases are left.
        await rm(join(place(folder), mapperFile), { force: true, recursive: true })
        // A folder that still holds something stays.
        await rmdir(place(folder)).catch(() => undefined)
      }),

    forget: (projectId, connectionKeys) =>
      change(async () => {
        const parent = join(root, ...workingParent(projectId).split('/'))
        const folders = connectionKeys
          ? [...connectionKeys].map((key) => place(workingCases(projectId, key)))
          : [parent]
        for (const path of folders) await rm(path, { recursive: true, force: true })
        // A folder that still holds cases of other connections stays.
        if (connectionKeys) await rmdir(parent).catch(() => undefined)
      }),

    sweep: () => sweepCases(root, hour),
  }
}
