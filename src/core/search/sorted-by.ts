let collator: Intl.Collator | undefined
/** Lazy, because it reads tables that a start does not need. */
function compare(left: string, right: string): number {
  collator ??= new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
  return collator.compare(left, right)
}

function difference(left: string | number, right: string | number): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  return compare(String(left), String(right))
}

/** Absent if unknown. */
export type SortValue = string | number | undefined

/** Stable sort with unknown values last in both directions. */
export function sortedBy<Value>(
  values: readonly Value[],
  valueOf: (value: Value) => SortValue,
  descending: boolean,
): readonly Value[] {
  const sign = descending ? -1 : 1
  const valued = values.map((value) => ({ value, by: valueOf(value) }))
  valued.sort(({ by: left }, { by: right }) => {
    if (left === undefined || right === undefined) {
      return Number(left === undefined) - Number(right === undefined)
    }
    return sign * difference(left, right)
  })
  return valued.map(({ value }) => value)
}
