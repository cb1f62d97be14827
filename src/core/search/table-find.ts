import type { Severity } from '../model/severity'
import { hasWords, filterWords } from './filter-words'
import { foundBy, type FilterField, type FoundBy } from './filter-texts'
import { sortedBy } from './sorted-by'
import { tableColumn } from './table-columns'
import type { TableEntry } from './table-row'
import type { TableExpiry, TableFilter, TableKind, TableSort } from './table-question'

const day = 24 * 60 * 60 * 1000
const daysOf: Readonly<Record<TableExpiry, number>> = { expired: 0, '30': 30, '90': 90 }

/** How many rows each switch of a filter concerns. */
export interface TableCounts {
  readonly kinds: Readonly<Record<TableKind, number>>
  readonly expires: Readonly<Record<TableExpiry, number>>
  readonly pkceOff: number
  readonly disabled: number
  readonly problems: number
}

/**
 * Entries that pass a filter, in order. `now` is milliseconds since 1970; `problems` has the worst severity by
 * `tableKey`.
 */
export function filterTable(
  entries: readonly TableEntry[],
  filter: TableFilter,
  now: number,
  problems: ReadonlyMap<string, Severity>,
): { readonly found: readonly TableEntry[]; readonly counts: TableCounts } {
  const words = filterWords(filter.words)
  const kinds = new Set(filter.kinds)
  const projects = new Set<string>(filter.projectIds)
  const environments = new Set(filter.environments)
  const within = filter.expires && now + daysOf[filter.expires] * day
  const counts = {
    kinds: { organization: 0, oidc: 0, saml: 0, scim: 0 },
    expires: { expired: 0, '30': 0, '90': 0 },
    pkceOff: 0,
    disabled: 0,
    problems: 0,
  }
  const found: TableEntry[] = []
  for (const entry of entries) {
    if (projects.size > 0 && !projects.has(entry.row.projectId)) continue
    if (environments.size > 0 && !environments.has(entry.row.environment)) continue
    if (words.length > 0 && !hasWords(entry.haystack, words)) continue
    const { expiresAt, isPkceOff, isDisabled } = entry
    const hasProblem = problems.size > 0 && problems.has(entry.id)
    counts.kinds[entry.kind] += 1
    if (isPkceOff) counts.pkceOff += 1
    if (isDisabled) counts.disabled += 1
    if (hasProblem) counts.problems += 1
    if (expiresAt !== undefined) {
      if (expiresAt <= now) counts.expires.expired += 1
      if (expiresAt <= now + 30 * day) counts.expires['30'] += 1
      if (expiresAt <= now + 90 * day) counts.expires['90'] += 1
    }
    if (kinds.size > 0 && !kinds.has(entry.kind)) continue
    if (within !== undefined && (expiresAt === undefined || expiresAt > within)) continue
    if (filter.pkceOff && !isPkceOff) continue
    if (filter.disabled && !isDisabled) continue
    if (filter.problems && !hasProblem) continue
    found.push(entry)
  }
  return { found, counts }
}

/** Sorts entries by a column. */
export const sortedTable = (
  entries: readonly TableEntry[],
  { by, descending }: TableSort,
): readonly TableEntry[] =>
  sortedBy(
    entries,
    ({ row }) => (by === 'label' ? row.label : tableColumn(by).sort(row)),
    descending,
  )

/** Fields that a table row shows. */
const shownFields: readonly FilterField[] = [
  'Label',
  'Connection ID',
  'Organization',
  'Kind',
  'Domain',
  'Issuer URL',
  'Client ID',
]

/** What matched an entry, if its row does not show it. */
export function tableFoundBy(
  { texts }: TableEntry,
  typed: string,
  shown: readonly FilterField[] = shownFields,
): FoundBy | undefined {
  const words = filterWords(typed)
  return words.length === 0 ? undefined : foundBy(texts, words, shown)
}
