import type { SetUpConnection, SetUpOrganization } from './set-up'

/** An organization or connection before and after a change; either side may be missing. */
export interface Pair<Entity> {
  readonly key: string
  readonly before?: Entity
  readonly after?: Entity
}

/**
 * Entities of two states by their keys: those of the first in its order, then what is new. Those that are the very
 * same on both sides, as nearly all of thousands are in a draft, are left out.
 *
 * @param differs whether two with the same fields count as changed all the same
 */
export function changedPairs<Entity extends SetUpOrganization | SetUpConnection>(
  before: readonly Entity[],
  after: readonly Entity[],
  differs: (before: Entity, after: Entity) => boolean = () => false,
): Pair<Entity>[] {
  const isSame = (old: Entity, now: Entity) =>
    old.key === now.key && old.fields === now.fields && !differs(old, now)
  // Most stand at the same place in both; only the others are looked up by their keys.
  const was = before.filter((old, place) => {
    const now = after[place]
    return !now || !isSame(old, now)
  })
  const is = after.filter((now, place) => {
    const old = before[place]
    return !old || !isSame(old, now)
  })
  const olds = new Map(was.map((item) => [item.key, item]))
  const nows = new Map(is.map((item) => [item.key, item]))
  return [...new Set([...olds.keys(), ...nows.keys()])].flatMap((key) => {
    const [old, now] = [olds.get(key), nows.get(key)]
    if (old && now && isSame(old, now)) return []
    return [{ key, ...(old ? { before: old } : {}), ...(now ? { after: now } : {}) }]
  })
}

/** Both sides of pairs in one list. */
export const sidesOf = <Entity>(pairs: readonly Pair<Entity>[]): Entity[] =>
  pairs.flatMap(({ before, after }) => [before, after].filter((side) => side !== undefined))
