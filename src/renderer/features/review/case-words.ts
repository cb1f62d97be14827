import type { DraftCases } from '../../../core/ipc/mapper-lab'

const mostNamed = 5

/** `2 of 6 cases fail`. */
export function failingWords({ cases, failed }: DraftCases): string {
  const [word, verb] = [cases === 1 ? 'case' : 'cases', failed.length === 1 ? 'fails' : 'fail']
  return `${failed.length} of ${cases} ${word} ${verb}`
}

/** The names of those that fail, of many the first ones. */
export function failingNames({ failed }: DraftCases): string {
  const named = failed.slice(0, mostNamed)
  const more = failed.length - named.length
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ')
}
