import type { WorkingEntity } from '../draft/working-copy'
import { textMember } from '../model/json'
import type { ProjectSummary } from '../model/project'
import type { DomainTable, DomainTableRow } from './domain-table'
import { t } from '../language/translate'

/** What a table says about one organization, or why that is not certain. */
export type TableMatch =
  | {
      readonly kind: 'domains'
      readonly add: readonly string[]
      readonly remove: readonly string[]
    }
  | { readonly kind: 'unclear'; readonly why: string }

/** The rows of a table about the organizations of one project. */
export interface TableMatches {
  /** By the key of the organization; organizations that the table does not name are not in it. */
  readonly byKey: ReadonlyMap<string, TableMatch>
  /** Rows that name an organization of this project. */
  readonly used: ReadonlySet<DomainTableRow>
}

const nameKey = (text: string) => text.trim().toLowerCase()

function isAbout(row: DomainTableRow, { id, name, slug }: ProjectSummary): boolean {
  if (row.project === undefined) return true
  const wanted = nameKey(row.project)
  return [id, name, slug].some((text) => nameKey(text) === wanted)
}

/**
 * Finds the organizations that the rows of a table name, by id or else by label. A label that several
 * organizations of the project have is not guessed at.
 */
export function matchTable(
  table: DomainTable,
  summary: ProjectSummary,
  organizations: readonly WorkingEntity[],
): TableMatches {
  const ids = new Map(organizations.map((item) => [nameKey(item.target.key), item]))
  const labels = new Map<string, WorkingEntity[]>()
  for (const item of organizations) {
    if (item.status === 'deleted') continue
    const label = nameKey(textMember(item.fields, 'label') ?? '')
    if (label === '') continue
    const same = labels.get(label)
    if (same) same.push(item)
    else labels.set(label, [item])
  }
  const rows = new Map<string, DomainTableRow[]>()
  const unclear = new Map<string, string>()
  /** Rows with a label that several have. */
  const ambiguous = new Set<DomainTableRow>()
  const used = new Set<DomainTableRow>()
  /** Keys of those that a row names by ID. */
  const named = new Set<string>()
  for (const row of table.rows) {
    if (!isAbout(row, summary)) continue
    const name = nameKey(row.id ?? row.organization)
    const byId = ids.get(name)
    const byLabel = row.id === undefined ? (labels.get(name) ?? []) : []
    const found = byId ? [byId] : byLabel
    if (found.length > 0) used.add(row)
    if (byId) named.add(byId.target.key)
    for (const { target } of found) {
      if (found.length > 1) {
        unclear.set(
          target.key,
          t(
            '{count, plural, ' +
              'one {# organization is called “{name}”: name it by its ID} ' +
              'other {# organizations are called “{name}”: name it by its ID}}',
            { count: found.length, name: row.organization },
          ),
        )
        ambiguous.add(row)
      }
      const own = rows.get(target.key)
      if (own) own.push(row)
      else rows.set(target.key, [row])
    }
  }
  // What is named by its ID is certain, whatever another row calls by the same label.
  for (const key of named) {
    if (!unclear.delete(key)) continue
    rows.set(
      key,
      (rows.get(key) ?? []).filter((row) => !ambiguous.has(row)),
    )
  }
  const byKey = new Map<string, TableMatch>()
  for (const [key, own] of rows) {
    const add = [...new Set(own.flatMap((row) => row.add))]
    const remove = [...new Set(own.flatMap((row) => row.remove))]
    const removed = new Set(remove)
    const both = add.find((domain) => removed.has(domain))
    const why =
      unclear.get(key) ??
      (both === undefined
        ? undefined
        : t('“{domain}” is both to be added and to be removed', { domain: both }))
    byKey.set(key, why === undefined ? { kind: 'domains', add, remove } : { kind: 'unclear', why })
  }
  return { byKey, used }
}
