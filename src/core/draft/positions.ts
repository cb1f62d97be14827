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
    list.forEach((member, position) => {
      for (const name of namesOf(member)) {
        const at = positions.get(name)
        if (!at) positions.set(name, [position])
        // A member may have a name twice.
        else if (at.at(-1) !== position) at.push(position)
      }
    })
    made.set(list, positions)
    return positions
  }
}
