import { compareRows, type CompareFilter } from '../compare/rows'
import type { Comparison } from '../compare/compare'
import { staysBehind } from './takeable'
import type { TakeChoice } from './take'

/**
 * Everything shown by a filter that can go to the right side: unexpected differences and missing entities. Shared
 * method settings must be chosen explicitly.
 */
export function allChoices(comparison: Comparison, filter: CompareFilter): TakeChoice[] {
  const states = (['differs', 'left', 'right'] as const).filter((state) =>
    filter.states.includes(state),
  )
  const { rows } = compareRows(comparison, { words: filter.words, states })
  const fields = new Map<string, { choice: TakeChoice; names: string[] }>()
  const whole: TakeChoice[] = []
  for (const row of rows) {
    if (row.leftKey === undefined || row.kind === 'method') continue
    const { kind, leftKey: key } = row
    if (row.type === 'entity') {
      if (row.rightKey === undefined) whole.push({ kind, key })
      continue
    }
    // Unknown members are listed among the skipped fields.
    if (staysBehind(row.kind, row.field)) continue
    const known = fields.get(row.id)
    if (known) known.names.push(row.field)
    else fields.set(row.id, { choice: { kind, key }, names: [row.field] })
  }
  return [
    ...whole,
    ...[...fields.values()].map(({ choice, names }) => ({
      ...choice,
      fields: names,
      all: true as const,
    })),
  ]
}
