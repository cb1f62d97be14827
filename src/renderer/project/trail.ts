/** So many places are remembered. */
const most = 100

/** Places in the order in which a person was there, and where among them they are. */
export interface Trail<Place> {
  readonly places: readonly Place[]
  /** Index of the place they are at; -1 while there is none. */
  readonly at: number
}

export const emptyTrail: Trail<never> = { places: [], at: -1 }

/** The person went on to a place: those that they had gone back from are forgotten. */
export function visited<Place>(
  { places, at }: Trail<Place>,
  next: Place,
  isSame: (left: Place, right: Place) => boolean,
): Trail<Place> {
  const current = places[at]
  if (current !== undefined && isSame(current, next)) {
    // It may say more of the same place.
    return { places: places.with(at, next), at }
  }
  const kept = [...places.slice(0, at + 1), next].slice(-most)
  return { places: kept, at: kept.length - 1 }
}

/**
 * The place so many steps before, or after, to which a person can still go.
 *
 * @param canGo whether the place is still there; those that are not are passed over
 */
export function stepped<Place>(
  { places, at }: Trail<Place>,
  by: 1 | -1,
  canGo: (place: Place) => boolean,
): Trail<Place> | undefined {
  for (let to = at + by; to >= 0 && to < places.length; to += by) {
    const place = places[to]
    if (place !== undefined && canGo(place)) return { places, at: to }
  }
  return undefined
}
