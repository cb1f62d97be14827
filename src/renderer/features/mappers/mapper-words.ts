import { t } from '../../../core/language/translate'
import { numberText } from '../../../core/model/format'
import { explanationOfRule, type RuleExplanation } from '../../../core/mapper/lint/explanations'
import type { MapperFinding } from '../../../core/mapper/lint/finding'
import { CircleCheck, CircleSlash } from '@lucide/vue'
import type { Component } from 'vue'
import {
  isEditableUse,
  isOfScim,
  type LastChange,
  type MapperProject,
  type MapperUse,
} from '../../../core/mapper/texts/entry'
import type { Severity } from '../../../core/model/severity'
import type { MapperPart, MapperRow } from '../../../core/mapper/texts/rows'
import { severities } from '../../composables/severity-words'
import { timeText } from '../../composables/time-words'
import { errorTexts } from '../../components/notes/error-texts'
import type { ErrorCode } from '../../../core/errors/app-error'
import type { EditedProject } from '../../../core/ipc/all-mappers'
import type { PutIntoDraft } from '../../stores/drafts'

interface PartWords {
  readonly part: MapperPart
  readonly label: string
  readonly icon?: Component
  readonly tone?: Severity | 'clean'
}

const partOf = { error: 'errors', warning: 'warnings', info: 'infos' } as const

export const parts: readonly PartWords[] = [
  { part: 'all', label: t('All') },
  ...severities.map(({ severity, many, icon }) => ({
    part: partOf[severity],
    label: many,
    icon,
    tone: severity,
  })),
  { part: 'clean', label: t('Without findings'), icon: CircleCheck, tone: 'clean' },
  { part: 'unreadable', label: t('Not read'), icon: CircleSlash },
  { part: 'failing', label: t('Cases fail') },
  { part: 'cases', label: t('With cases') },
  { part: 'near', label: t('Near duplicates') },
  { part: 'named', label: t('Named') },
  { part: 'scim', label: t('For SCIM') },
]

/** Whether a mapper is identified by its address while its text is unknown. */
export const isByAddress = ({ name, problem }: MapperRow): boolean =>
  name === undefined && problem !== undefined

/** Name given by the user, or the title of its row. */
export const nameOf = ({ name, title }: MapperRow): string => name ?? title

/** "5 uses in 2 projects". */
export function usesText({ uses, projects, drafted }: MapperRow): string {
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
export function whereText({ uses, projects, firstUse, drafted, ended }: MapperRow): string {
  const others =
    uses > 1 ? t('{name} and {n} more', { name: firstUse, n: numberText(uses - 1) }) : firstUse
  const place =
    projects > 1
      ? t('{uses} in {count, plural, one {# project} other {# projects}}', {
          uses: others,
          count: projects,
        })
      : others
  if (drafted === uses) return t('{place}, in drafts only', { place })
  return ended === uses ? t('{place}, until drafts are published', { place }) : place
}

/** "2 errors, 1 warning", or why that is unknown. */
export function findingsText({ checks, problem }: MapperRow): string {
  if (problem) return problem.kind === 'unusable' ? t('Not readable') : t('Text not read yet')
  if (!checks) return t('Not checked yet')
  const { errors, warnings, infos, unchecked } = checks
  const found = [
    errors > 0 ? t('{count, plural, one {# error} other {# errors}}', { count: errors }) : '',
    warnings > 0
      ? t('{count, plural, one {# warning} other {# warnings}}', { count: warnings })
      : '',
    infos > 0 ? t('{count, plural, one {# note} other {# notes}}', { count: infos }) : '',
  ].filter(Boolean)
  if (found.length > 0) return found.join(', ')
  return unchecked === undefined ? t('No findings') : t('Not checked')
}

/** "3 cases pass"; "1 of 3 cases fails". */
export function casesText({ checks }: MapperRow): string {
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

/** State of a use; may be empty. */
export const stateText = ({ state, ambiguous }: MapperUse): string =>
  ambiguous ? t('Its ID is used twice') : states[state]

/** Why a use cannot be edited; `undefined` if it can. */
export function whyFixed(use: MapperUse): string | undefined {
  if (isEditableUse(use)) return undefined
  if (isOfScim(use)) {
    return use.ambiguous
      ? t('Several SCIM clients of the project have this ID, so none can be edited.')
      : t('The draft deletes this SCIM client.')
  }
  return use.ambiguous
    ? t('Several connections of the project have this ID, so none can be edited.')
    : t('The draft deletes this connection.')
}

/** Unique within one mapper: a connection has it once. */
export const keyOfUse = ({ projectId, connectionKey }: MapperUse): string =>
  `${projectId} ${connectionKey}`

export const differenceText = (same: boolean): string =>
  same
    ? t('Differs only in formatting and comments')
    : t('Differs only in texts, numbers and names of claims')

export const shortHash = (hash: string): string => hash.slice(0, 8)

/** "Northwind Staging, Okta of Acme". */
export function placeText(use: MapperUse, project: MapperProject | undefined): string {
  const name = project?.name ?? use.projectId
  return use.organization === undefined
    ? `${name}, ${use.label}`
    : t('{project}, {connection} of {organization}', {
        project: name,
        connection: use.label,
        organization: use.organization,
      })
}

/** What an edit changed and skipped in the draft of one project. */
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

/** "512 bytes", "3.2 KiB". */
export function sizeText(bytes: number): string {
  return bytes < 1024
    ? t('{count, plural, one {# byte} other {# bytes}}', { count: bytes })
    : `${(bytes / 1024).toFixed(1)} KiB`
}

/** Why a finding is a mistake. Findings of the engine’s own linter have one general explanation. */
export function explanationOf({
  rule,
  severity,
  given,
}: MapperFinding): Pick<RuleExplanation, 'why'> & Partial<RuleExplanation> {
  if (rule !== 'jsonnet') return explanationOfRule(rule, given)
  if (severity === 'error' && given === 'scim') {
    return { why: t('This is not valid Jsonnet. Nobody is provisioned through it.') }
  }
  return severity === 'error'
    ? { why: t('This is not valid Jsonnet. Every sign-in through it ends with Ory’s error page.') }
    : { why: t('Jsonnet’s own linter reports this as a mistake. The mapper may work anyway.') }
}

/** Progress of a canceled look. */
export function cancelledText(
  at: { readonly done: number; readonly of: number } | undefined,
): string {
  return !at || at.of === 0
    ? t('Cancelled.')
    : t('Cancelled after {n} of {all}. What was found is shown.', {
        n: numberText(at.done),
        all: numberText(at.of),
      })
}
