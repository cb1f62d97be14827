import type { JsonObject } from '../model/json'
import { onceEach } from '../model/recent'
import type { SetUp, SetUpOrganization } from '../model/set-up'
import { isComparable } from './compare'
import { createSameValue, isNothing, type SameValue } from './same-value'

/** What exactly one entity is known by; `undefined` stands for what several are. */
function byKey<Entity extends SetUpOrganization>(entities: readonly Entity[]) {
  const found = new Map<string, Entity | undefined>()
  for (const entity of entities) {
    found.set(entity.key, found.has(entity.key) ? undefined : entity)
  }
  return found
}

/** What was found to be the same: who has looked at a state before it was whole need not look at all of it again. */
const knownSame = new WeakMap<JsonObject, JsonObject>()

/** Whether nothing of one can differ from the other, nor go there. */
function isSame(
  { fields: one, withheld: own }: SetUpOrganization,
  { fields: other, withheld }: SetUpOrganization,
  same: SameValue,
  compares: (field: string) => boolean,
): boolean {
  if (own || withheld) return false
  if (knownSame.get(one) === other) return true
  for (const field of Object.keys(one)) {
    // Of what cannot be compared, such as a secret, nothing is known.
    if (!compares(field) || !same(field, one[field], other[field])) return false
  }
  for (const field of Object.keys(other)) {
    if (!(field in one) && !isNothing(other[field]) && compares(field)) return false
  }
  knownSame.set(one, other)
  return true
}

/**
 * Both sides without the organizations and connections that they have by the same id with the same fields: of two large
 * ones nearly all, and a comparison by ids spends most of its time on them. Whatever is left compares as before.
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
