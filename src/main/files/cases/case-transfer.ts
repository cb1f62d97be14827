import { lstat, mkdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { parseCase, type MapperCase } from '../../../core/mapper/cases/case'
import { schemaFileOf } from '../../../core/mapper/cases/input'
import { isJsonObject } from '../../../core/model/json-value'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { mapperFile } from './case-folders'
import { caseFileText, isTooLarge, readCaseText, tooLargeWords } from './read-cases'
import { codeOf } from '../store/file-errors'
import { saveTextFile } from '../store/save-text'

/** Files to be written into a folder that is not ours: names and texts. */
export type Exported = ReadonlyMap<string, string>

/** Where an export goes, and which files there would be replaced by others. */
export interface ExportPlace {
  readonly folder: string
  readonly different: readonly string[]
  /** Those that are not there as they are. */
  readonly missing: Exported
}

// What cannot be looked at is written to, and the write says why it fails.
const isThere = async (path: string) => (await stat(path).catch(() => undefined)) !== undefined

/**
 * The folder for an export: one of its own in the chosen one, or the chosen one itself where that
 * holds a mapper already, so that a second export into a checkout shows there as what changed.
 */
export async function findExportPlace(
  chosen: string,
  ownName: string,
  files: Exported,
): Promise<ExportPlace> {
  const folder = (await isThere(join(chosen, mapperFile))) ? chosen : join(chosen, ownName)
  const different: string[] = []
  const missing = new Map<string, string>()
  for (const [name, text] of files) {
    const path = join(folder, name)
    // A file that cannot be read differs, as one that is missing does.
    const present = await readFile(path, 'utf8').catch(() => undefined)
    if (present === text) continue
    missing.set(name, text)
    if (await isThere(path)) different.push(name)
  }
  return { folder, different, missing }
}

/** Writes an export, each file whole or not at all; `file.write-failed` for the first that fails. */
export async function writeExport({ folder, missing }: ExportPlace): Promise<Result<void>> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (cause) {
    // The path is the person's own and stays out of the log.
    const subject = basename(folder)
    const code = codeOf(cause) ?? 'unknown'
    return failure(appError('file.write-failed', code, { subject, retry: true }))
  }
  for (const [name, text] of missing) {
    const written = await saveTextFile(join(folder, name), text)
    if (!written.ok) return written
  }
  return success(undefined)
}

/**
 * Whether a name is that of a file in this very folder: what somebody else wrote into a case must
 * not make another file of this machine part of it.
 */
async function liesBeside(folder: string, name: string): Promise<boolean> {
  if (basename(name) !== name || name === '.' || name === '..') return false
  // One that is not there is no link; reading it says that it is missing.
  const found = await lstat(join(folder, name)).catch(() => undefined)
  return !found?.isSymbolicLink()
}

/** A case from a file that a person chose, with the schema in it that the file only names. */
export async function readForeignCase(
  path: string,
): Promise<MapperCase | { readonly problem: string }> {
  const text = await readCaseText(path)
  if (text === undefined) return { problem: 'It is not there any more.' }
  if (typeof text !== 'string') return text
  const read = parseCase(text)
  if ('problem' in read) return read
  const schemaFile = schemaFileOf(read)
  if (schemaFile === undefined) {
    return isTooLarge(caseFileText(read))
      ? { problem: `As it is written it ${tooLargeWords}.` }
      : read
  }
  const named = `Its identity schema, ${schemaFile},`
  if (!(await liesBeside(dirname(path), schemaFile))) {
    return { problem: `${named} is not read: it does not lie beside the case.` }
  }
  const schema = parsed(await readCaseText(join(dirname(path), schemaFile)))
  if (!schema) return { problem: `${named} cannot be read as a JSON object.` }
  const whole = { ...read, schema }
  return isTooLarge(caseFileText(whole))
    ? { problem: `With its identity schema it ${tooLargeWords}.` }
    : whole
}

function parsed(text: Awaited<ReturnType<typeof readCaseText>>) {
  try {
    const value: unknown = typeof text === 'string' ? JSON.parse(text) : undefined
    return isJsonObject(value) ? value : undefined
  } catch {
    // No JSON: the caller says that it cannot be read as an object.
    return undefined
  }
}
