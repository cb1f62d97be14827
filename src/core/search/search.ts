import { byScore, type ScoredRow, type SearchRow } from './project-index'

/** An answer has no more rows. */
export const mostRows = 100

/** Whether something is looked for at all: one letter is in nearly everything. */
export function isSearchable(typed: string): boolean {
  return typed.trim().length >= 2
}

/** The rows of several projects as one answer, the best first. */
export function bestRows(found: readonly (readonly ScoredRow[])[]): SearchRow[] {
  return found
    .flat()
    .toSorted(byScore)
    .slice(0, mostRows)
    .map(({ row }) => row)
}
