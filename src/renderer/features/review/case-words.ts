import type { DraftCases } from '../../../core/ipc/mapper-lab'

const mostNamed = 5

/** `2 of 6 cases fail`. */
export function failingWords({ cases, failed }: DraftCases): string {
  const [word, verb] = [cases === 1 ? 'case' : 'cases', failed.length === 1 ? 'fails' : 'fail']
  return `${failed.length} of ${cases} ${word} ${verb}`
}

/** Why some cases of a mapper, or none, were run; empty where nothing kept them from it. */
export function uncheckedWords({ failed, unchecked }: DraftCases): string {
  if (unchecked === undefined) return ''
  const which = failed.length === 0 ? 'Its cases' : 'Others'
  const what = unchecked === 'mapper' ? 'the text of the mapper' : 'the project’s identity schema'
  return `${which} could not be run: ${what} could not be read.`
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
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ')
}
