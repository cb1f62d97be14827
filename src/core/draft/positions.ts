/** Positions in a list by name, in the order of the list. */
export type Positions = ReadonlyMap<string, readonly number[]>

/**
 * Finds the positions of members in lists by their names; create one for each list.
 *
 * @param namesOf the names of a member; it must depend on nothing but that member
 */
export function positionsBy<Member>(
  namesOf: (member: Member) => readonly string[],
): (list: readonly Member[]) => Positions {
  const made = new WeakMap<readonly Member[], Positions>()
  return (list) => {
    const known = made.get(list)
    if (known) return known
    const positions = new Map<string, number[]>()
    for (const [position, member] of list.entries()) {
      for (const name of new Set(namesOf(member))) {
        const at = positions.get(name)
        if (at) at.push(position)
        else positions.set(name, [position])
      }
    }
    made.set(list, positions)
    return positions
  }
}
