import { longestName, longestNotes } from '../mapper/notes/notes'
import { caseEnding, caseText, parseCase, type MapperCase } from '../mapper/cases/case'
import { schemaFileOf } from '../mapper/cases/input'
import { caseFileName, sameFileKey } from '../mapper/cases/names'
import type { NamedCase } from '../mapper/cases/merge'
import { isJsonArray, parseJson } from '../model/json'
import { byText } from '../set-up-file/form'
import { screenJson } from '../set-up-file/screen'
import { isSafeValue, isUnsafeText } from '../set-up-file/secrets'
import { documentText, readDocument, unknownMember } from './document'
import type { TeamNotes } from './team'
import { t } from '../language/translate'

/** A case's reference to its mapper. */
const besideIt: MapperCase['mapper'] = { file: 'mapper.jsonnet' }

export const caseFileText = (own: MapperCase): string => caseText({ ...own, mapper: besideIt })

/** Name and notes, line by line; absent without either. */
export function aboutFileText({ name, notes }: TeamNotes): string | undefined {
  if (name === '' && notes === '') return undefined
  return documentText('team-mapper', { name, notes: notes === '' ? [] : notes.split('\n') })
}

export type AboutReading =
  | { readonly ok: true; readonly name: string; readonly notes: string }
  | { readonly ok: false; readonly words: string }

const refused = (words: string) => ({ ok: false as const, words })

export function readAboutFile(text: string): AboutReading {
  const reading = readDocument('team-mapper', text)
  if (!reading.ok) return refused(reading.words)
  const unknown = unknownMember(reading.document, ['name', 'notes'])
  if (unknown !== undefined) return refused(unknown)
  const { name = '', notes = [] } = reading.document
  const isNotes = isJsonArray(notes) && notes.every((line) => typeof line === 'string')
  if (typeof name !== 'string' || !isNotes) {
    return refused(
      t('It does not have a “name” that is a text and “notes” that are a list of lines'),
    )
  }
  const whole = notes.join('\n')
  if (name.length > longestName || whole.length > longestNotes) {
    return refused(
      t('A name has at most {name} characters, and notes {notes}', {
        name: longestName,
        notes: longestNotes,
      }),
    )
  }
  const isSafe = !isUnsafeText(name) && !isUnsafeText(whole)
  return isSafe
    ? { ok: true, name, notes: whole }
    : refused(t('It has a text that is or may hold a secret: take it out of the file'))
}

export type CaseReading =
  { readonly ok: true; readonly case: MapperCase } | { readonly ok: false; readonly words: string }

/** A case of the mapper beside it. */
export function readCaseFile(text: string): CaseReading {
  const screened = screenJson(text)
  if (!screened.ok) return refused(screened.problem)
  const read = parseCase(text)
  if ('problem' in read) return refused(t('It is no case: {problem}', { problem: read.problem }))
  const file = 'file' in read.mapper ? read.mapper.file : undefined
  if (file !== 'mapper.jsonnet') {
    return refused(t('It does not name the “mapper.jsonnet” beside it'))
  }
  if (schemaFileOf(read) !== undefined) {
    return refused(
      t('Its identity schema is in another file; in a team folder a case holds its schema'),
    )
  }
  return isSafeValue(screened.value)
    ? { ok: true, case: read }
    : refused(t('It has a value that is or may hold a secret: take it out of the file'))
}

/** A case under a portable file name. */
export interface SharedCases {
  readonly cases: readonly NamedCase[]
  /** What is left out. */
  readonly remarks: readonly string[]
}

/** Shareable cases under portable names, sorted. */
export function sharedCases(cases: readonly NamedCase[]): SharedCases {
  const remarks: string[] = []
  const taken = new Set<string>()
  const shared: NamedCase[] = []
  for (const item of cases.toSorted((left, right) => byText(left.id, right.id))) {
    if (!isSafeValue(parseJson(caseFileText(item.case)))) {
      remarks.push(leftOutWords(item))
      continue
    }
    const id = caseFileName(item.id.slice(0, -caseEnding.length), taken)
    taken.add(sameFileKey(id))
    shared.push({ id, case: { ...item.case, mapper: besideIt } })
  }
  return { cases: shared.toSorted((left, right) => byText(left.id, right.id)), remarks }
}

const leftOutWords = ({ id }: NamedCase) =>
  isUnsafeText(id)
    ? t('A case is left out, since a secret may stand in it: its name is left out too')
    : t('A case is left out, since a secret may stand in it: {name}', { name: id })

export function sharedNotes({ name, notes, cases }: TeamNotes) {
  const { cases: safeCases, remarks: caseRemarks } = sharedCases(cases)
  const remarks = [...caseRemarks]
  const safeText = (text: string, leftOut: string) => {
    if (!isUnsafeText(text)) return text
    remarks.push(leftOut)
    return ''
  }
  const shared: TeamNotes = {
    name: safeText(
      name.trim(),
      t('The name of a mapper is left out, since a secret may stand in it'),
    ),
    notes: safeText(
      notes.trim(),
      t('The note of a mapper is left out, since a secret may stand in it'),
    ),
    cases: safeCases,
  }
  return { shared, remarks }
}

export const hasNotes = ({ name, notes, cases }: TeamNotes): boolean =>
  name !== '' || notes !== '' || cases.length > 0
