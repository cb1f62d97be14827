import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { t } from '../../../core/language/translate'
import { caseEnding, caseText, parseCase, type MapperCase } from '../../../core/mapper/cases/case'
import { schemaFileOf } from '../../../core/mapper/cases/input'
import type { StoredCase } from '../../../core/ipc/mapper-editor'
import { mapperFile } from './case-folders'
import { codeOf, isMissing } from '../store/file-errors'
import { unknownField } from '../store/unknown-fields'

/** Bytes. */
export const largestCase = 4 * 1024 * 1024
export const sizeLimit = largestCase / 1024 / 1024
/** Open files; systems limit a process to a few hundred. */
const together = 32
/** No folder, drive or hidden file; short enough for a number. */
const namePattern = /^[^./\\:\p{Cc}][^/\\:\p{Cc}]{0,190}$/u

export function isCaseFile(name: string): boolean {
  return name.endsWith(caseEnding) && name !== caseEnding && namePattern.test(name)
}

export function caseFileText(saved: MapperCase): string {
  return caseText({ ...saved, mapper: { file: mapperFile } })
}

export const isTooLarge = (text: string): boolean => Buffer.byteLength(text) > largestCase

const collator = new Intl.Collator('en', { numeric: true })
/** Without extension, so that `guest` precedes `guest-2`. */
const byName = (left: string, right: string) =>
  collator.compare(left.slice(0, -caseEnding.length), right.slice(0, -caseEnding.length))

/** Cases by name, without deleted ones. */
export async function readCases(folder: string, names: readonly string[]): Promise<StoredCase[]> {
  const ids = names.filter(isCaseFile).sort(byName)
  const cases: StoredCase[] = []
  for (let at = 0; at < ids.length; at += together) {
    const read = ids.slice(at, at + together).map((id) => readStored(folder, id))
    cases.push(...(await Promise.all(read)).filter((item) => item !== undefined))
  }
  return cases
}

async function readStored(folder: string, id: string): Promise<StoredCase | undefined> {
  const text = await readCaseText(join(folder, id))
  if (text === undefined) return undefined
  if (typeof text !== 'string') return { id, problem: text.problem }
  const read = parseCase(text)
  if ('problem' in read) return { id, problem: read.problem }
  // Writing it again would lose the unknown member.
  const unknown = unknownField(JSON.parse(text), read)
  if (unknown !== undefined) {
    return {
      id,
      problem: t('It holds “{member}”, which this version does not know.', { member: unknown }),
    }
  }
  const schemaFile = schemaFileOf(read)
  if (schemaFile !== undefined) {
    const why = t('Its identity schema is in a file of its own, {file}.', { file: schemaFile })
    return { id, problem: `${why} ${t('Import the case to take the schema along.')}` }
  }
  return { id, case: read }
}

// Opening a pipe would wait for its writer; Windows lacks the flag.
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/** A case's text or the problem; `undefined` if deleted. A pipe or device might never end. */
export async function readCaseText(
  path: string,
): Promise<string | { readonly problem: string } | undefined> {
  let file: FileHandle | undefined
  try {
    file = await open(path, openFlags)
    const found = await file.stat()
    if (!found.isFile()) return { problem: t('It is not a regular file.') }
    if (found.size > largestCase)
      return { problem: t('It is larger than {limit} MB.', { limit: sizeLimit }) }
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.readFile())
  } catch (error) {
    if (isMissing(error)) return undefined
    const code = codeOf(error)
    if (code === 'EISDIR') return { problem: t('It is not a regular file.') }
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return { problem: t('It is not UTF-8 text.') }
    return { problem: t('It cannot be read ({why}).', { why: code ?? t('unknown reason') }) }
  } finally {
    // It was only read, so an error on closing loses nothing.
    await file?.close().catch(() => undefined)
  }
}
