import type { SetUpConnection, SetUpOrganization } from './set-up'

/** Either side may be missing. */
export interface Pair<Entity> {
  readonly key: string
  readonly before?: Entity
  readonly after?: Entity
}

/**
 * Pairs entities of two states by key: first those before, then new ones. Drops identical objects. `differs` can mark
 * a pair with equal fields as changed.
 */
export function changedPairs<Entity extends SetUpOrganization | SetUpConnection>(
  before: readonly Entity[],
  after: readonly Entity[],
  differs: (before: Entity, after: Entity) => boolean = () => false,
): Pair<Entity>[] {
  const isSame = (old: Entity, now: Entity) =>
    old.key === now.key && old.fields === now.fields && !differs(old, now)
  // Most entities keep their position; only the others are looked up by key.
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

export const sidesOf = <Entity>(pairs: readonly Pair<Entity>[]): Entity[] =>
  pairs.flatMap(({ before, after }) => [before, after].filter((side) => side !== undefined))
