/**
 * A list, or the one from before where nothing in it changed: what shows it then has nothing to do.
 *
 * @param before the former value of a computed list
 */
export function keptList<Item>(
  before: readonly Item[] | undefined,
  next: readonly Item[],
): readonly Item[] {
  const isSame = before?.length === next.length && next.every((item, at) => item === before[at])
  return isSame ? before : next
}
