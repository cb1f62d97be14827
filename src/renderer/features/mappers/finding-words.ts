import { t } from '../../../core/language/translate'
import { numberText } from '../../../core/model/format'
import type { InspectedMapper } from '../../../core/ipc/mapper-editor'
import { ruleExplanations, type RuleExplanation } from '../../../core/mapper/lint/explanations'
import type { MapperFinding } from '../../../core/mapper/lint/finding'
import type { Severity } from '../../../core/model/severity'
import {
  severities as findingSeverities,
  type SeverityWords,
} from '../../composables/severity-words'

/** The worst first. What a linter says without blame is a hint. */
export const severities: readonly SeverityWords[] = findingSeverities.map((words) =>
  words.severity === 'info' ? { ...words, one: t('Hint'), many: t('Hints') } : words,
)

const bySeverity = new Map(severities.map((words) => [words.severity, words]))

export function wordsOf(severity: Severity): SeverityWords {
  const words = bySeverity.get(severity)
  if (!words) throw new Error(`There are no words for ${severity}`)
  return words
}

/** "512 bytes", "3.2 KiB". */
export function sizeText(bytes: number): string {
  return bytes < 1024
    ? t('{count, plural, one {# byte} other {# bytes}}', { count: bytes })
    : `${(bytes / 1024).toFixed(1)} KiB`
}

/** The ends of a hash, enough to tell it from others; `undefined` for what is an address. */
export function shortHash(id: string): string | undefined {
  return /^[0-9a-f]{128}$/.test(id) ? `${id.slice(0, 4)}…${id.slice(-4)}` : undefined
}

export interface FindingCounts {
  readonly mappers: number
  readonly error: number
  readonly warning: number
  readonly info: number
  /** Mappers whose text could not be read. */
  readonly unread: number
  /** Mappers without any finding. */
  readonly clean: number
}

export function countsOf(mappers: readonly InspectedMapper[]): FindingCounts {
  const counts = { mappers: mappers.length, error: 0, warning: 0, info: 0, unread: 0, clean: 0 }
  for (const { findings, error } of mappers) {
    for (const { severity } of findings) counts[severity] += 1
    if (error) counts.unread += 1
    else if (findings.length === 0) counts.clean += 1
  }
  return counts
}

/** "3 errors". */
export function countText(severity: Severity, count: number): string {
  switch (severity) {
    case 'error':
      return t('{count, plural, one {# error} other {# errors}}', { count })
    case 'warning':
      return t('{count, plural, one {# warning} other {# warnings}}', { count })
    case 'info':
      return t('{count, plural, one {# hint} other {# hints}}', { count })
  }
}

/** "3 errors, 5 warnings"; what there is none of is left out. */
export function foundText({ error, warning, info, unread }: FindingCounts): string {
  const parts = [
    error > 0 ? countText('error', error) : '',
    warning > 0 ? countText('warning', warning) : '',
    info > 0 ? countText('info', info) : '',
    unread > 0 ? t('{n} not read', { n: numberText(unread) }) : '',
  ]
  return parts.filter(Boolean).join(', ')
}

/** Why a finding is a mistake. Findings of the engine’s own linter have one general explanation. */
export function explanationOf({
  rule,
  severity,
}: MapperFinding): Pick<RuleExplanation, 'why'> & Partial<RuleExplanation> {
  if (rule !== 'jsonnet') return ruleExplanations[rule]
  return severity === 'error'
    ? { why: t('This is not valid Jsonnet. Every sign-in through it ends with Ory’s error page.') }
    : { why: t('Jsonnet’s own linter reports this as a mistake. The mapper may work anyway.') }
}

/** Says how far a look came that was cancelled; empty where none was. */
export function cancelledText(
  at: { readonly done: number; readonly of: number } | undefined,
): string {
  if (!at) return ''
  return at.of === 0
    ? t('Cancelled.')
    : t('Cancelled after {n} of {all}. What was found is shown.', {
        n: numberText(at.done),
        all: numberText(at.of),
      })
}
