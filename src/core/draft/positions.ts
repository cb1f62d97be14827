/** Ascending positions by name. */
export type Positions = ReadonlyMap<string, readonly number[]>

/** Indexes lists by name; `namesOf` must depend only on its member. Create one per list. */
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
