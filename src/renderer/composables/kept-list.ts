/** Returns the previous list if no item changed, so that nothing renders again. */
export function keptList<Item>(
  before: readonly Item[] | undefined,
  next: readonly Item[],
): readonly Item[] {
  const isSame = before?.length === next.length && next.every((item, at) => item === before[at])
  return isSame ? before : next
}
