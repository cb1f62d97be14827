import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { caseEnding, parseCase } from '../../core/mapper/cases/case'
import { schemaFileOf } from '../../core/mapper/cases/input'
import type { StoredCase } from '../../core/ipc/mapper-lab'
import { isMissing } from './json-files'
import { codeOf } from './record-files'
import { unknownField } from './unknown-fields'

/** Largest case file that is read, in bytes. */
const largest = 4 * 1024 * 1024
/** Open at once: systems allow a process few hundred. */
const together = 32
/** No folder, no drive, not hidden; short enough for a number behind it. */
const namePattern = /^[^./\\:\p{Cc}][^/\\:\p{Cc}]{0,190}$/u

/** Whether a name is that of a case file, and of a file in this very folder. */
export function isCaseFile(name: string): boolean {
  return name.endsWith(caseEnding) && name !== caseEnding && namePattern.test(name)
}

const collator = new Intl.Collator('en', { numeric: true })
/** Without the ending, so that `guest` stands before `guest-2`. */
const byName = (left: string, right: string) =>
  collator.compare(left.slice(0, -caseEnding.length), right.slice(0, -caseEnding.length))

/** The cases among the files of a folder, in the order of their names; one that is gone is left out. */
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
  // Written again, the member would be gone: who wrote it knew why.
  const unknown = unknownField(JSON.parse(text), read)
  if (unknown !== undefined) {
    return { id, problem: `It holds “${unknown}”, which this version does not know.` }
  }
  const schemaFile = schemaFileOf(read)
  if (schemaFile !== undefined) {
    const why = `Its identity schema is in a file of its own, ${schemaFile}.`
    return { id, problem: `${why} Import the case to take the schema along.` }
  }
  return { id, case: read }
}

/** The text of a file that shall hold a case, or why it cannot be read; `undefined` where it is gone. */
export async function readCaseText(
  path: string,
): Promise<string | { readonly problem: string } | undefined> {
  try {
    const { size } = await stat(path)
    if (size > largest) return { problem: `It is larger than ${largest / 1024 / 1024} MB.` }
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path))
  } catch (error) {
    if (isMissing(error)) return undefined
    const code = codeOf(error)
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return { problem: 'It is not UTF-8 text.' }
    return { problem: `It cannot be read (${code ?? 'unknown reason'}).` }
  }
}
