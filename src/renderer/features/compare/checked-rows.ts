import type { CompareRow } from '../../../core/compare/rows'
import type { TakeChoice } from '../../../core/take/take'
import { isTakeable } from '../../../core/take/takeable'

/** Names a row of the list. */
export const rowKey = (row: CompareRow): string =>
  row.type === 'entity' ? row.id : `${row.id} ${row.field}`

/** Whether a row can go to the right side by itself. */
function canGo(row: CompareRow): boolean {
  if (row.leftKey === undefined) return false
  if (row.type === 'entity') return row.rightKey === undefined && row.kind !== 'method'
  return row.raw !== 'same' && isTakeable(row.kind, row.field)
}

/**
 * The rows that a check mark at this row stands for: itself, or of an entity that both sides have the rows
 * of its fields that nobody expects to differ.
 */
export function rowsBehind(row: CompareRow, rows: readonly CompareRow[]): CompareRow[] {
  if (row.type === 'field' || row.rightKey === undefined) return canGo(row) ? [row] : []
  return rows.filter(
    (item) =>
      item.type === 'field' && item.id === row.id && item.expected === undefined && canGo(item),
  )
}

/** What of the checked rows is asked for, entity by entity. */
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
