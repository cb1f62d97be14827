import { lstat, mkdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { parseCase, type MapperCase } from '../../../core/mapper/cases/case'
import { schemaFileOf } from '../../../core/mapper/cases/input'
import { isJsonObject } from '../../../core/model/json'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { mapperFile } from './case-folders'
import { caseFileText, isTooLarge, readCaseText, sizeLimit } from './read-cases'
import { codeOf } from '../store/file-errors'
import { saveTextFile } from '../store/save-text'

/** Names and texts of exported files. */
export type Exported = ReadonlyMap<string, string>

export interface ExportPlace {
  readonly folder: string
  readonly different: readonly string[]
  readonly missing: Exported
}

// If it cannot be read, the write that follows reports why.
const isThere = async (path: string) => (await stat(path).catch(() => undefined)) !== undefined

/** A new folder inside the chosen one, or the chosen one if it already has a mapper. */
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
    // Unreadable counts as different.
    const present = await readFile(path, 'utf8').catch(() => undefined)
    if (present === text) continue
    missing.set(name, text)
    if (await isThere(path)) different.push(name)
  }
  return { folder, different, missing }
}

/** Writes each file atomically; `file.write-failed` for the first failure. */
export async function writeExport({ folder, missing }: ExportPlace): Promise<Result<void>> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (cause) {
    // Never log private paths.
    const subject = basename(folder)
    const code = codeOf(cause) ?? t('unknown')
    return failure(appError('file.write-failed', code, { subject, retry: true }))
  }
  for (const [name, text] of missing) {
    const written = await saveTextFile(join(folder, name), text)
    if (!written.ok) return written
  }
  return success(undefined)
}

/** Whether a name stays in this folder: foreign cases must not read other files. */
async function liesBeside(folder: string, name: string): Promise<boolean> {
  if (basename(name) !== name || name === '.' || name === '..') return false
  // A missing file is not a link; reading it reports that it is missing.
  const found = await lstat(join(folder, name)).catch(() => undefined)
  return !found?.isSymbolicLink()
}

/** Reads a chosen case, including the schema it names. */
export async function readForeignCase(
  path: string,
): Promise<MapperCase | { readonly problem: string }> {
  const text = await readCaseText(path)
  if (text === undefined) return { problem: t('It no longer exists.') }
  if (typeof text !== 'string') return text
  const read = parseCase(text)
  if ('problem' in read) return read
  const schemaFile = schemaFileOf(read)
  if (schemaFile === undefined) {
    return isTooLarge(caseFileText(read))
      ? { problem: t('As it is written it is larger than {limit} MB.', { limit: sizeLimit }) }
      : read
  }
  const named = { file: schemaFile }
  if (!(await liesBeside(dirname(path), schemaFile))) {
    return {
      problem: t(
        'Its identity schema, {file}, is not read: it is not in the folder of the case.',
        named,
      ),
    }
  }
  const schema = parsed(await readCaseText(join(dirname(path), schemaFile)))
  if (!schema) {
    return { problem: t('Its identity schema, {file}, cannot be read as a JSON object.', named) }
  }
  const whole = { ...read, schema }
  return isTooLarge(caseFileText(whole))
    ? { problem: t('With its identity schema it is larger than {limit} MB.', { limit: sizeLimit }) }
    : whole
}

function parsed(text: Awaited<ReturnType<typeof readCaseText>>) {
  try {
    const value: unknown = typeof text === 'string' ? JSON.parse(text) : undefined
    return isJsonObject(value) ? value : undefined
  } catch {
    // Not JSON: the caller reports it.
    return undefined
  }
}
