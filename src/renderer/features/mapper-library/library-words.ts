import { t } from '../../../core/language/translate'
import { numberText } from '../../../core/model/format'
import type { LastChange, LibraryProject, MapperUse } from '../../../core/mapper/library/entry'
import type { LibraryPart, LibraryRow } from '../../../core/mapper/library/rows'
import { timeText } from '../../composables/time-words'
import { errorTexts } from '../../components/notes/error-texts'
import type { ErrorCode } from '../../../core/errors/app-error'
import type { EditedProject } from '../../../core/ipc/mapper-library'
import type { PutIntoDraft } from '../../stores/drafts'

export const parts: readonly { readonly part: LibraryPart; readonly label: string }[] = [
  { part: 'all', label: t('All') },
  { part: 'findings', label: t('With findings') },
  { part: 'failing', label: t('Cases fail') },
  { part: 'near', label: t('Near duplicates') },
  { part: 'named', label: t('Named') },
  { part: 'unreadable', label: t('Without text') },
]

/** Whether a mapper is known by its address, as long as its text is not. */
export const isByAddress = ({ name, problem }: LibraryRow): boolean =>
  name === undefined && problem !== undefined

/** What a mapper is called: as a person named it, or else by the title of its row. */
export const nameOf = ({ name, title }: LibraryRow): string => name ?? title

/** "5 uses in 2 projects". */
export function usesText({ uses, projects, drafted }: LibraryRow): string {
  const values = { uses, projects, drafted }
  if (drafted === 0) {
    return t(
      '{uses, plural, one {# use} other {# uses}} in ' +
        '{projects, plural, one {# project} other {# projects}}',
      values,
    )
  }
  return drafted === uses
    ? t(
        '{uses, plural, one {# use} other {# uses}} in ' +
          '{projects, plural, one {# project} other {# projects}}, in drafts only',
        values,
      )
    : t(
        '{uses, plural, one {# use} other {# uses}} in ' +
          '{projects, plural, one {# project} other {# projects}}, {drafted} in drafts only',
        values,
      )
}

/** "Okta of Acme and 4 more in 2 projects", for a list. */
export function whereText({ uses, projects, firstUse, drafted }: LibraryRow): string {
  const others =
    uses > 1 ? t('{name} and {n} more', { name: firstUse, n: numberText(uses - 1) }) : firstUse
  const place =
    projects > 1
      ? t('{uses} in {count, plural, one {# project} other {# projects}}', {
          uses: others,
          count: projects,
        })
      : others
  return drafted === uses ? t('{place}, in drafts only', { place }) : place
}

/** "2 errors, 1 warning"; what is not known says so. */
export function findingsText({ checks, problem }: LibraryRow): string {
  if (problem) return problem.kind === 'unusable' ? t('Not readable') : t('Text not read yet')
  if (!checks) return t('Not checked yet')
  const { errors, warnings, hints } = checks
  const found = [
    errors > 0 ? t('{count, plural, one {# error} other {# errors}}', { count: errors }) : '',
    warnings > 0
      ? t('{count, plural, one {# warning} other {# warnings}}', { count: warnings })
      : '',
    hints > 0 ? t('{count, plural, one {# hint} other {# hints}}', { count: hints }) : '',
  ].filter(Boolean)
  return found.length > 0 ? found.join(', ') : t('No findings')
}

/** "3 cases pass"; "1 of 3 cases fails". */
export function casesText({ checks }: LibraryRow): string {
  if (!checks || checks.cases === 0) return t('No cases')
  const { cases, failing } = checks
  return failing.length === 0
    ? t('{count, plural, one {# case passes} other {# cases pass}}', { count: cases })
    : t(
        '{failing, plural, one {# of {cases, plural, one {# case} other {# cases}} fails} ' +
          'other {# of {cases, plural, one {# case} other {# cases}} fail}}',
        { failing: failing.length, cases },
      )
}

export function lastChangeText(change: LastChange | undefined): string {
  if (!change) return t('not known on this computer')
  const at = timeText(change.at)
  if (change.how === 'draft') return t('in a draft, {time}', { time: at })
  return change.how === 'publish'
    ? t('published from here, {time}', { time: at })
    : t('by somebody else, seen {time}', { time: at })
}

const states: Readonly<Record<MapperUse['state'], string>> = {
  server: '',
  draft: t('In the draft only'),
  replaced: t('The draft has another mapper'),
  deleted: t('The draft deletes it'),
}

/** What is to be said of a use; empty where there is nothing. */
export const stateText = ({ state, ambiguous }: MapperUse): string =>
  ambiguous ? t('Its ID is used twice') : states[state]

/** Why a use cannot be edited at all; `undefined` where it can. */
export function whyFixed({ state, ambiguous }: MapperUse): string | undefined {
  if (ambiguous) return t('Several connections of the project have this ID, so none can be edited.')
  return state === 'deleted' ? t('The draft deletes this connection.') : undefined
}

/** In what two near duplicates differ. */
export const differenceText = (same: boolean): string =>
  same
    ? t('Differs only in formatting and comments')
    : t('Differs only in texts, numbers and names of claims')

export const shortHash = (hash: string): string => hash.slice(0, 8)

/** "Northwind Staging, Okta of Acme". */
export function placeText(use: MapperUse, project: LibraryProject | undefined): string {
  const name = project?.name ?? use.projectId
  return use.organization === undefined
    ? `${name}, ${use.label}`
    : t('{project}, {connection} of {organization}', {
        project: name,
        connection: use.label,
        organization: use.organization,
      })
}

/** What an edit put into the draft of one project, and what it left out there. */
export function putWords({
  project,
  written,
  skipped,
  skippedCount,
  error,
}: EditedProject): PutIntoDraft {
  const more = skipped.map(({ label, why }) => `${label}: ${why}`)
  const others = skippedCount - skipped.length
  if (others > 0 && !error) {
    more.push(
      t('{count, plural, one {# more connection} other {# more connections}} left out', {
        count: others,
      }),
    )
  }
  const { id: projectId, name } = project
  if (written === 0) return { projectId, name, words: whyNot(error), more, isFailed: true }
  const words = t(
    '{count, plural, one {# connection} other {# connections}} changed in the draft, ' +
      'as one step to undo',
    { count: written },
  )
  return { projectId, name, words, more }
}

function whyNot(error: EditedProject['error']): string {
  if (!error) return t('Nothing was applied')
  // `hasOwn` proves that it is a key of the texts.
  const known = Object.hasOwn(errorTexts, error.code) ? (error.code as ErrorCode) : 'bug'
  return `${errorTexts[known].title}: ${error.message}`
}
