/**
 * A list, or the previous one where no item changed, so that nothing is rendered again.
 *
 * @param before the previous value of a computed list
 */
export function keptList<Item>(
  before: readonly Item[] | undefined,
  next: readonly Item[],
): readonly Item[] {
  const isSame = before?.length === next.length && next.every((item, at) => item === before[at])
  return isSame ? before : next
}
