import { t } from '../language/translate'
import { asciiDomain } from '../model/domain-name'
import { pastedWords } from '../sign-in-ways/pasted'

/** One row of a table of domains, read. */
export interface DomainTableRow {
  /** An id, or a label. */
  readonly organization: string
  /** Its id, where a column of its own has it: then nothing else names it. */
  readonly id?: string
  /** Name, slug or id of the only project it applies to; absent for every chosen one. */
  readonly project?: string
  readonly add: readonly string[]
  readonly remove: readonly string[]
  /** From 1, as in the pasted text where no cell has line breaks. */
  readonly line: number
}

export interface DomainTable {
  readonly rows: readonly DomainTableRow[]
  /** What was not understood, in words; at most `mostRemarks`. */
  readonly remarks: readonly string[]
}

/** Rows that a table may have, characters of a cell, domains of a row. */
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

/** Column names to be used, in the words that are read. */
const names = 'organization, organization ID, project, add, remove'

/** The columns without a head. */
const usual: readonly Column[] = ['organization', 'add', 'remove', 'project']

/** What a first row says of the columns. */
type Head =
  | { readonly columns: readonly (Column | undefined)[] }
  /** It names columns, and not all of them are known or needed ones: in words, why. */
  | { readonly wrong: string }

const namesOrganization = (columns: ReadonlySet<Column | undefined>) =>
  columns.has('organization') || columns.has('id')

/** Whether no cell of several can be a domain, as in a row of names. */
const isRowOfNames = (cells: readonly string[]) =>
  cells.filter((cell) => cell.trim() !== '').length > 1 &&
  cells.every((cell) => !/[.@=+]/.test(cell))

/** The columns that a first row names; `undefined` where it is no head. */
function headOf(cells: readonly string[]): Head | undefined {
  const columns = cells.map(columnOf)
  const known = new Set(columns)
  const isWhole = namesOrganization(known) && (known.has('add') || known.has('remove'))
  // A row with a domain in it may as well be about an organization of such a name.
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

/** The domains of a cell, each once. */
function domainsOf(cell: string): string[] {
  const words = pastedWords(cell).map((word) => asciiDomain(word.replace(/^@/, '')))
  return [...new Set(words.filter((word) => word !== ''))]
}

/** A cell that a spreadsheet would work out: any with an equals sign, and domains with another sign. */
function isFormula(cell: string, column: Column | undefined): boolean {
  const [sign] = cell.trimStart()
  if (sign === '=') return true
  return (column === 'add' || column === 'remove') && (sign === '+' || sign === '-')
}

/**
 * Reads a table: organization, domains to add, domains to remove and, where rows are for one project
 * only, that project. A first row that names its columns gives another order.
 *
 * @param cells row by row, as a CSV reader gives them; `line` is where the row began
 */
export function readDomainTable(
  cells: readonly { readonly line: number; readonly cells: readonly string[] }[],
): DomainTable {
  const rows: DomainTableRow[] = []
  const remarks: string[] = []
  const [first] = cells
  const head = first && headOf(first.cells)
  // Nothing is done by a table of which a part was not understood.
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
