import { t } from '../language/translate'
import { asciiDomain } from '../model/domain-name'
import { pastedWords } from '../sign-in-ways/pasted'
import type { WorkingEntity } from '../draft/working-copy'
import { textMember } from '../model/json'
import type { ProjectSummary } from '../model/project'

/** A table's domains for one organization, or why the match is uncertain. */
export type TableMatch =
  | {
      readonly kind: 'domains'
      readonly add: readonly string[]
      readonly remove: readonly string[]
    }
  | { readonly kind: 'unclear'; readonly why: string }

interface TableMatches {
  /** By organization key; only organizations that the table names. */
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

/** Matches rows to organizations by ID, then by label. An ambiguous label is an error, not a guess. */
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
  /** Rows whose label several organizations share. */
  const ambiguous = new Set<DomainTableRow>()
  const used = new Set<DomainTableRow>()
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
  // An ID wins over any row with the same label.
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

export interface DomainTableRow {
  /** ID or label. */
  readonly organization: string
  /** From the table's own ID column; takes precedence over `organization`. */
  readonly id?: string
  readonly project?: string
  readonly add: readonly string[]
  readonly remove: readonly string[]
  /** 1-based; matches the pasted text unless cells contain line breaks. */
  readonly line: number
}

export interface DomainTable {
  readonly rows: readonly DomainTableRow[]
  /** Parse errors in words, at most `mostRemarks`. */
  readonly remarks: readonly string[]
}

/** Maximum rows, characters per cell and domains per row. */
export const tableLimits = { rows: 20_000, cell: 20_000, domains: 1000 } as const

const mostRemarks = 100

type Column = 'organization' | 'id' | 'project' | 'add' | 'remove'

const columnNames: Readonly<Record<string, Column>> = {
  organization: 'organization',
  organisation: 'organization',
  'organization id': 'id',
  'organisation id': 'id',
  'organization name': 'organization',
  'organization label': 'organization',
  customer: 'organization',
  label: 'organization',
  name: 'organization',
  id: 'id',
  project: 'project',
  'project id': 'project',
  slug: 'project',
  domain: 'add',
  domains: 'add',
  add: 'add',
  'add domain': 'add',
  'add domains': 'add',
  'domains to add': 'add',
  remove: 'remove',
  'remove domain': 'remove',
  'remove domains': 'remove',
  'domains to remove': 'remove',
  delete: 'remove',
}

const columnOf = (cell: string): Column | undefined => {
  const name = cell
    .trim()
    .toLowerCase()
    .replaceAll(/[_\s-]+/g, ' ')
  return Object.hasOwn(columnNames, name) ? columnNames[name] : undefined
}

/** Column names suggested in errors. */
const names = 'organization, organization ID, project, add, remove'

/** Column order without a header row. */
const usual: readonly Column[] = ['organization', 'add', 'remove', 'project']

/** How the first row was read as a header. */
type Head =
  | { readonly columns: readonly (Column | undefined)[] }
  /** A header with unknown or missing columns. */
  | { readonly wrong: string }

const namesOrganization = (columns: ReadonlySet<Column | undefined>) =>
  columns.has('organization') || columns.has('id')

/** Whether the cells look like a header: several, none of them a domain. */
const isRowOfNames = (cells: readonly string[]) =>
  cells.filter((cell) => cell.trim() !== '').length > 1 &&
  cells.every((cell) => !/[.@=+]/.test(cell))

/** The columns that a first row names; `undefined` if it is no header. */
function headOf(cells: readonly string[]): Head | undefined {
  const columns = cells.map(columnOf)
  const known = new Set(columns)
  const isWhole = namesOrganization(known) && (known.has('add') || known.has('remove'))
  // A row with a domain may be about an organization named like a column.
  const isHead = isWhole || (namesOrganization(known) && isRowOfNames(cells))
  if (!isHead) return undefined
  const unknown = cells.filter((cell, index) => cell.trim() !== '' && columns[index] === undefined)
  if (unknown.length > 0) {
    return {
      wrong: t(
        '{count, plural, one {The column {unknown} is not known: name it as one of {names}, or take it out} ' +
          'other {The columns {unknown} are not known: name them as one of {names}, or take them out}}',
        {
          count: unknown.length,
          unknown: unknown.map((cell) => `“${cell.trim().slice(0, 40)}”`).join(', '),
          names,
        },
      ),
    }
  }
  return isWhole
    ? { columns }
    : {
        wrong: t('The first row names no column of organizations or none of domains: {names}', {
          names,
        }),
      }
}

/** The distinct domains of a cell. */
function domainsOf(cell: string): string[] {
  const words = pastedWords(cell).map((word) => asciiDomain(word.replace(/^@/, '')))
  return [...new Set(words.filter((word) => word !== ''))]
}

/** Whether a spreadsheet would evaluate the cell: `=` anywhere, or `+`, `-`, `@` before domains. */
function isFormula(cell: string, column: Column | undefined): boolean {
  const [sign] = cell.trimStart()
  if (sign === '=') return true
  return (column === 'add' || column === 'remove') && (sign === '+' || sign === '-')
}

/**
 * Reads a domain table: organization, domains to add, domains to remove, project (optional). A header row can reorder
 * the columns.
 */
export function readDomainTable(
  cells: readonly { readonly line: number; readonly cells: readonly string[] }[],
): DomainTable {
  const rows: DomainTableRow[] = []
  const remarks: string[] = []
  const [first] = cells
  const head = first && headOf(first.cells)
  if (head && 'wrong' in head) return { rows, remarks: [head.wrong] }
  const columns = head?.columns ?? usual
  const at = (row: readonly string[], column: Column) =>
    columns.flatMap((name, index) => (name === column ? [row[index] ?? ''] : []))
  for (const { line, cells: row } of head ? cells.slice(1) : cells) {
    if (row.every((cell) => cell.trim() === '')) continue
    const [id = ''] = at(row, 'id').map((cell) => cell.trim())
    const [organization = id] = at(row, 'organization').flatMap((cell) => cell.trim() || [])
    const [project = ''] = at(row, 'project').map((cell) => cell.trim())
    const long = row.find((cell) => cell.length > tableLimits.cell)
    if (long !== undefined) {
      remarks.push(
        t(
          '{count, plural, ' +
            'one {Line {line}: a cell has # character, more than a list of domains} ' +
            'other {Line {line}: a cell has # characters, more than a list of domains}}',
          { line, count: long.length },
        ),
      )
      continue
    }
    if (organization === '') {
      remarks.push(t('Line {line}: names no organization', { line }))
      continue
    }
    const withFormula = row.find((cell, index) => isFormula(cell, columns[index]))
    if (withFormula !== undefined) {
      remarks.push(
        t('Line {line}: “{cell}” looks like a formula, which is not worked out', {
          line,
          cell: withFormula.trim().slice(0, 40),
        }),
      )
      continue
    }
    const add = at(row, 'add').flatMap(domainsOf)
    const remove = at(row, 'remove').flatMap(domainsOf)
    if (add.length + remove.length > tableLimits.domains) {
      remarks.push(
        t(
          '{count, plural, one {Line {line}: has # domain, more than one row may have} ' +
            'other {Line {line}: has # domains, more than one row may have}}',
          { line, count: add.length + remove.length },
        ),
      )
      continue
    }
    if (add.length + remove.length === 0) {
      remarks.push(
        t('Line {line}: has no domains for “{organization}”', {
          line,
          organization: organization.slice(0, 60),
        }),
      )
      continue
    }
    const hasBoth = id !== '' && columns.includes('organization')
    rows.push({
      organization,
      ...(hasBoth ? { id } : {}),
      ...(project === '' ? {} : { project }),
      add,
      remove,
      line,
    })
  }
  const more = remarks.length - mostRemarks
  return {
    rows,
    remarks:
      more > 0
        ? [...remarks.slice(0, mostRemarks - 1), t('And {count} more', { count: more + 1 })]
        : remarks,
  }
}
