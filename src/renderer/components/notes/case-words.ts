import type { DraftCases } from '../../../core/ipc/mapper-editor'
import { t } from '../../../core/language/translate'

const mostNamed = 5

/** A changed mapper with failing saved cases. */
export interface FailingCases {
  readonly name: string
  readonly cases: DraftCases
}

/** The mappers with failing cases, in order. */
export function failingAmong(
  mappers: readonly { readonly key: string; readonly name: string }[],
  ran: readonly DraftCases[],
): FailingCases[] {
  const byKey = new Map(ran.map((cases) => [cases.connectionKey, cases]))
  return mappers.flatMap(({ key, name }) => {
    const cases = byKey.get(key)
    return cases && cases.failed.length > 0 ? [{ name, cases }] : []
  })
}

/** `2 of 6 cases fail`. */
export function failingWords({ cases, failed }: DraftCases): string {
  return t(
    '{cases, plural, ' +
      'one {{failed, plural, one {{failed} of {cases} case fails} ' +
      'other {{failed} of {cases} case fail}}} ' +
      'other {{failed, plural, one {{failed} of {cases} cases fails} ' +
      'other {{failed} of {cases} cases fail}}}}',
    { cases, failed: failed.length },
  )
}

/** Why cases were not run; empty if all were. */
export function uncheckedWords({ failed, unchecked }: DraftCases): string {
  if (unchecked === undefined) return ''
  if (failed.length === 0) {
    return unchecked === 'mapper'
      ? t('Its cases could not be run: the text of the mapper could not be read.')
      : t('Its cases could not be run: the project’s identity schema could not be read.')
  }
  return unchecked === 'mapper'
    ? t('Others could not be run: the text of the mapper could not be read.')
    : t('Others could not be run: the project’s identity schema could not be read.')
}

/** Result of a mapper's cases: `2 of 6 cases fail`, and what was not run. */
export function casesWords(cases: DraftCases): string {
  const unchecked = uncheckedWords(cases)
  if (cases.failed.length === 0) return unchecked
  return unchecked === '' ? failingWords(cases) : `${failingWords(cases)}. ${unchecked}`
}

/** Names of failing cases, shortened. */
export function failingNames({ failed }: DraftCases): string {
  const named = failed.slice(0, mostNamed)
  const more = failed.length - named.length
  return [...named, ...(more > 0 ? [t('{count} more', { count: more })] : [])].join(', ')
}
