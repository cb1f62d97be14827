import type { CompareRow } from '../../../core/compare/rows'
import type { TakeChoice } from '../../../core/take/take'
import { isOfEnvironment, isTakeable } from '../../../core/take/takeable'

type EntityRow = Extract<CompareRow, { type: 'entity' }>

export const rowKey = (row: CompareRow): string =>
  row.type === 'entity' ? row.id : `${row.id} ${row.field}`

/** Whether the row can be promoted by itself. */
function canGo(row: CompareRow): boolean {
  if (row.leftKey === undefined) return false
  if (row.type === 'entity') return row.rightKey === undefined && row.kind !== 'method'
  return row.raw !== 'same' && isTakeable(row.kind, row.field)
}

function membersOf(organization: EntityRow, rows: readonly CompareRow[]): EntityRow[] {
  const from = rows.findIndex(({ id }) => id === organization.id)
  const found: EntityRow[] = []
  for (const row of rows.slice(from + 1)) {
    if (row.type === 'field') continue
    const names = [organization.label, organization.otherLabel]
    const isOfIt = row.organization !== undefined && names.includes(row.organization)
    if (row.kind === 'organization' || !isOfIt) break
    found.push(row)
  }
  return found
}

/** The entity if only the left side has it, else its fields that are not expected to differ. */
function ownRows(row: EntityRow, rows: readonly CompareRow[], sameProject: boolean): CompareRow[] {
  if (row.rightKey === undefined) return canGo(row) ? [row] : []
  return rows.filter(
    (item) =>
      item.type === 'field' &&
      item.id === row.id &&
      item.expected === undefined &&
      (sameProject || !isOfEnvironment(item.field)) &&
      canGo(item),
  )
}

/** Whether rows that belong to this check mark may follow the loaded ones. */
export function mayGoOn(row: CompareRow, rows: readonly CompareRow[]): boolean {
  if (row.type === 'field') return false
  const members = row.kind === 'organization' ? membersOf(row, rows) : []
  return rows.at(-1)?.id === (members.at(-1) ?? row).id
}

/**
 * The rows that a check mark stands for: a field, or an organization with its connections and SCIM clients. Fields
 * that differ by environment are only checked by themselves, except within one project.
 */
export function rowsBehind(
  row: CompareRow,
  rows: readonly CompareRow[],
  sameProject = false,
): CompareRow[] {
  if (row.type === 'field') return canGo(row) ? [row] : []
  const members = row.kind === 'organization' ? membersOf(row, rows) : []
  return [row, ...members].flatMap((each) => ownRows(each, rows, sameProject))
}

export function choicesOf(rows: Iterable<CompareRow>): TakeChoice[] {
  const choices = new Map<string, { kind: CompareRow['kind']; key: string; fields?: string[] }>()
  for (const row of rows) {
    if (row.leftKey === undefined) continue
    const known = choices.get(row.id)
    if (row.type === 'entity') choices.set(row.id, { kind: row.kind, key: row.leftKey })
    else if (known?.fields) known.fields.push(row.field)
    else if (!known) {
      choices.set(row.id, { kind: row.kind, key: row.leftKey, fields: [row.field] })
    }
  }
  return [...choices.values()]
}
