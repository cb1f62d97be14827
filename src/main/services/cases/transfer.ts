import { basename } from 'node:path'
import { success, type Result } from '../../../core/errors/result'
import type { RequestOutput } from '../../../core/ipc/contract'
import type { StoredCase } from '../../../core/ipc/mapper-lab'
import { caseEnding } from '../../../core/mapper/cases/case'
import { mergeCases, type NamedCase } from '../../../core/mapper/cases/merge'
import { fileSlug } from '../../../core/mapper/cases/names'
import { mapperFile } from '../../files/cases/case-folders'
import {
  findExportPlace,
  readForeignCase,
  writeExport,
  type Exported,
} from '../../files/cases/case-transfer'
import { caseFileText, isCaseFile } from '../../files/cases/read-cases'
import { readable } from './run-cases'

/** What only a person can say. */
export interface Asking {
  /** A folder's path; `undefined` when the person changed their mind. */
  chooseFolder(): Promise<string | undefined>
  /** Paths of files; none when the person changed their mind. */
  chooseFiles(): Promise<string[]>
  /** Whether files in a folder, which are other ones, may be replaced. */
  confirmReplace(folder: string, names: readonly string[]): Promise<boolean>
}

/** What an export came to; nothing was written without a folder. */
type Exporting = RequestOutput<'case.export'>

function exportedFiles(text: string, cases: readonly NamedCase[]): Exported {
  return new Map([
    [mapperFile, text],
    ...cases.map((item) => [item.id, caseFileText(item.case)] as const),
  ])
}

/**
 * Writes a mapper and its cases into a folder that the person chooses, as they are in a checkout:
 * into a folder of the connection's name in it, or into the chosen one itself where that holds a
 * `mapper.jsonnet`, so that exporting again updates what was exported before. Files that are there
 * and say something else are replaced only after a question that names them; no file is deleted.
 * Cases that cannot be used are left out, and named with the reason.
 */
export async function exportCases(
  asking: Asking,
  label: string,
  text: string,
  stored: readonly StoredCase[],
): Promise<Result<Exporting>> {
  const nothing = success({ files: 0, leftOut: [] })
  const chosen = await asking.chooseFolder()
  if (chosen === undefined) return nothing
  const files = exportedFiles(text, readable(stored))
  const place = await findExportPlace(chosen, fileSlug(label, 'mapper'), files)
  const { folder, different } = place
  const may = different.length === 0 || (await asking.confirmReplace(folder, different))
  if (!may) return nothing
  const written = await writeExport(place)
  if (!written.ok) return written
  const leftOut = stored.flatMap((item) => ('case' in item ? [] : [item]))
  return success({ folder, files: files.size, leftOut })
}

/** What is to be added of files that the person chose, and what of them is no case. */
export interface Imported {
  readonly added: readonly NamedCase[]
  readonly refused: { file: string; problem: string }[]
}

/** Reads the files that a person chooses and finds each a place beside the cases that are there. */
export async function importCases(
  paths: readonly string[],
  stored: readonly StoredCase[],
): Promise<Imported> {
  const read: NamedCase[] = []
  const refused: Imported['refused'] = []
  for (const path of paths) {
    const found = await readForeignCase(path)
    const file = basename(path)
    if ('problem' in found) refused.push({ file, problem: found.problem })
    else read.push({ id: isCaseFile(file) ? file : ownName(file), case: found })
  }
  const unusable = stored.flatMap((item) => ('case' in item ? [] : [item.id]))
  return { added: mergeCases(readable(stored), read, unusable), refused }
}

const ownName = (file: string) => fileSlug(file.replace(/\.json$/i, ''), 'case') + caseEnding
