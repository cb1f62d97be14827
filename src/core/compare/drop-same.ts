import type { JsonObject } from '../model/json'
import { onceEach } from '../model/recent'
import type { SetUp, SetUpOrganization } from '../model/set-up'
import { isComparable } from './compare'
import { createSameValue, isNothing, type SameValue } from './same-value'

/** Entities by ID; `undefined` for IDs that several share. */
function byKey<Entity extends SetUpOrganization>(entities: readonly Entity[]) {
  const found = new Map<string, Entity | undefined>()
  for (const entity of entities) {
    found.set(entity.key, found.has(entity.key) ? undefined : entity)
  }
  return found
}

/** Cached across comparisons of growing snapshots. */
const knownSame = new WeakMap<JsonObject, JsonObject>()

/** Whether two entities have no difference and nothing to transfer. */
function isSame(
  { fields: one, withheld: own }: SetUpOrganization,
  { fields: other, withheld }: SetUpOrganization,
  same: SameValue,
  compares: (field: string) => boolean,
): boolean {
  if (own || withheld) return false
  if (knownSame.get(one) === other) return true
  for (const field of Object.keys(one)) {
    // Values that cannot be compared, such as secrets, may differ.
    if (!compares(field) || !same(field, one[field], other[field])) return false
  }
  for (const field of Object.keys(other)) {
    if (!(field in one) && !isNothing(other[field]) && compares(field)) return false
  }
  knownSame.set(one, other)
  return true
}

/**
 * Drops organizations and connections that are identical under the same ID on both sides, which speeds up comparing
 * large setups. The rest compares as before.
 */
export function withoutSame(left: SetUp, right: SetUp): readonly [SetUp, SetUp] {
  const same = createSameValue()
  const compares = onceEach(isComparable)
  function rest<Entity extends SetUpOrganization>(
    ones: readonly Entity[],
    others: readonly Entity[],
  ) {
    const [here, there] = [byKey(ones), byKey(others)]
    const dropped = new Set<string>()
    for (const [key, one] of here) {
      const other = there.get(key)
      if (one && other && isSame(one, other, same, compares)) dropped.add(key)
    }
    const isLeft = ({ key }: Entity) => !dropped.has(key)
    return [ones.filter(isLeft), others.filter(isLeft)] as const
  }
  const organizations = rest(left.organizations, right.organizations)
  const connections = rest(left.connections, right.connections)
  return [
    { ...left, organizations: organizations[0], connections: connections[0] },
    { ...right, organizations: organizations[1], connections: connections[1] },
  ]
}
