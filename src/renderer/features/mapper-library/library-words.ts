import { numberText } from '../../../core/model/format'
import type { LastChange, LibraryProject, MapperUse } from '../../../core/mapper/library/entry'
import type { LibraryPart, LibraryRow } from '../../../core/mapper/library/rows'
import { counted } from '../../../core/model/counted'
import { timeText } from '../../composables/time-words'

export const parts: readonly { readonly part: LibraryPart; readonly label: string }[] = [
  { part: 'all', label: 'All' },
  { part: 'findings', label: 'With findings' },
  { part: 'failing', label: 'Cases fail' },
  { part: 'near', label: 'Near duplicates' },
  { part: 'named', label: 'Named' },
  { part: 'unreadable', label: 'Without text' },
]

/** What a mapper is called: as a person named it, or by its text. */
export const nameOf = ({ name, title }: LibraryRow): string => name ?? title

/** "5 uses in 2 projects". */
export function usesText({ uses, projects, drafted }: LibraryRow): string {
  const all = `${counted(uses, 'use')} in ${counted(projects, 'project')}`
  if (drafted === 0) return all
  return drafted === uses ? `${all}, in drafts only` : `${all}, ${drafted} in drafts only`
}

/** "Okta of Acme and 4 more in 2 projects", for a list. */
export function whereText({ uses, projects, firstUse, drafted }: LibraryRow): string {
  const more = uses > 1 ? ` and ${numberText(uses - 1)} more` : ''
  const spread = projects > 1 ? ` in ${counted(projects, 'project')}` : ''
  return `${firstUse}${more}${spread}${drafted === uses ? ', in drafts only' : ''}`
}

/** "2 errors, 1 warning"; what is not known says so. */
export function findingsText({ checks, problem }: LibraryRow): string {
  if (problem) return problem.kind === 'unusable' ? 'Not readable' : 'Text not read yet'
  if (!checks) return 'Not checked yet'
  const { errors, warnings, hints } = checks
  const found = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
    ...(hints > 0 ? [counted(hints, 'hint')] : []),
  ]
  return found.length > 0 ? found.join(', ') : 'No findings'
}

/** "3 cases pass"; "1 of 3 cases fails". */
export function casesText({ checks }: LibraryRow): string {
  if (!checks || checks.cases === 0) return 'No cases'
  const { cases, failing } = checks
  if (failing.length === 0) return cases === 1 ? '1 case passes' : `${cases} cases pass`
  return `${failing.length} of ${counted(cases, 'case')} ${failing.length === 1 ? 'fails' : 'fail'}`
}

export function lastChangeText(change: LastChange | undefined): string {
  if (!change) return 'not known on this computer'
  const at = timeText(change.at)
  if (change.how === 'draft') return `in a draft, ${at}`
  return change.how === 'publish' ? `published from here, ${at}` : `by somebody else, seen ${at}`
}

const states: Readonly<Record<MapperUse['state'], string>> = {
  server: '',
  draft: 'In the draft only',
  replaced: 'The draft has another mapper',
  deleted: 'The draft deletes it',
}

/** What is to be said of a use; empty where there is nothing. */
export const stateText = ({ state, ambiguous }: MapperUse): string =>
  ambiguous ? 'Its ID is used twice' : states[state]

/** Why a use cannot be edited at all; `undefined` where it can. */
export function whyFixed({ state, ambiguous }: MapperUse): string | undefined {
  if (ambiguous) return 'Several connections of the project have this ID, so none can be edited.'
  return state === 'deleted' ? 'The draft deletes this connection.' : undefined
}

/** "86 % alike", and for what differs in nothing that counts the same in words. */
export function similarText(similarity: number, same: boolean): string {
  return same ? 'Differs only in formatting and comments' : `${Math.floor(similarity * 100)}% alike`
}

export const shortHash = (hash: string): string => hash.slice(0, 8)

/** "Northwind Staging, Okta of Acme". */
export function placeText(use: MapperUse, project: LibraryProject | undefined): string {
  const of = use.organization === undefined ? '' : ` of ${use.organization}`
  return `${project?.name ?? use.projectId}, ${use.label}${of}`
}
