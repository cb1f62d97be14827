import type { DraftCases } from '../../../core/ipc/mapper-editor'
import { t } from '../../../core/language/translate'

const mostNamed = 5

/** A mapper that would be published, with saved cases that fail. */
export interface FailingCases {
  /** The name of its connection. */
  readonly name: string
  readonly cases: DraftCases
}

/** The given mappers of which cases fail, in their order. */
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

/** Why some cases of a mapper, or none, were run; empty where nothing kept them from it. */
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

/** All there is to say of the cases of a mapper: `2 of 6 cases fail`, and what was not run. */
export function casesWords(cases: DraftCases): string {
  const unchecked = uncheckedWords(cases)
  if (cases.failed.length === 0) return unchecked
  return unchecked === '' ? failingWords(cases) : `${failingWords(cases)}. ${unchecked}`
}

/** The names of those that fail, of many the first ones. */
export function failingNames({ failed }: DraftCases): string {
  const named = failed.slice(0, mostNamed)
  const more = failed.length - named.length
  return [...named, ...(more > 0 ? [t('{count} more', { count: more })] : [])].join(', ')
}
