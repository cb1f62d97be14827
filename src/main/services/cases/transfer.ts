import { basename } from 'node:path'
import { success, type Result } from '../../../core/errors/result'
import type { RequestOutput } from '../../../core/ipc/contract'
import type { StoredCase } from '../../../core/ipc/mapper-editor'
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

export interface Asking {
  chooseFolder(): Promise<string | undefined>
  chooseFiles(): Promise<string[]>
  /** Asks before replacing files with other content. */
  confirmReplace(folder: string, names: readonly string[]): Promise<boolean>
}

/** No folder: nothing was written. */
type Exporting = RequestOutput<'case.export'>

function exportedFiles(text: string, cases: readonly NamedCase[]): Exported {
  return new Map([
    [mapperFile, text],
    ...cases.map((item) => [item.id, caseFileText(item.case)] as const),
  ])
}

/** Exports a mapper and its cases; asks before it replaces files and never deletes any. */
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

export interface Imported {
  readonly added: readonly NamedCase[]
  readonly refused: { file: string; problem: string }[]
}

/** Reads chosen files and gives each a free name. */
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
