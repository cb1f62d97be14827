import { isJsonArray, isJsonObject, sameJson, type JsonValue } from '../../model/json'
import { valueAt, type Leaf } from './leaves'

/** A run with another value of one claim. */
export interface Try {
  /** `undefined`: the claim was left out. */
  readonly value: JsonValue | undefined
  /** `undefined`: the mapper failed, which tells nothing about a single trait. */
  readonly output: JsonValue | undefined
}

export interface Tries {
  readonly all: readonly Try[]
  /** Whether all variants were tried. */
  readonly whole: boolean
}

/**
 * How a trait depends on a claim. The trait contains the claim's value if different values of the claim
 * give different values of the trait; if there is only one other value, the claim decides between them.
 *
 * @param claim the claim's value in the run that produced the trait
 */
export function judge(
  claim: JsonValue,
  trait: Leaf,
  { all }: Tries,
): 'from' | 'dependsOn' | undefined {
  const seen = all
    .filter(({ output }) => output !== undefined)
    .map(({ value, output }) => ({ value, trait: traitIn(output, trait) }))
  if (seen.every((one) => sameJson(one.trait, trait.value))) return undefined
  if (typeof claim === 'boolean') {
    const follows = seen.some((one) => one.value === !claim && one.trait === !claim)
    return trait.value === claim && follows ? 'from' : 'dependsOn'
  }
  const others: JsonValue[] = []
  for (const one of seen) {
    if (one.value === undefined || one.trait === undefined) continue
    const isKnown = [trait.value, ...others].some((known) => sameJson(known, one.trait))
    if (!isKnown) others.push(one.trait)
  }
  return others.length > 1 || holds(trait.value, claim) ? 'from' : 'dependsOn'
}

const traitIn = (output: JsonValue | undefined, { path }: Leaf) =>
  valueAt(output, ['identity', ...path])

/** If a guard only accepts one value, the trait contains the claim if they are equal. */
function holds(trait: JsonValue, claim: JsonValue): boolean {
  if (isJsonObject(trait)) return holds(trait['value'] ?? null, claim)
  if (typeof trait === 'string' && typeof claim === 'string') {
    return trait !== '' && trait.toLowerCase() === claim.toLowerCase()
  }
  if (!isJsonArray(trait) || !isJsonArray(claim) || trait.length === 0) return false
  const members: readonly JsonValue[] = claim
  return trait.every((item) => members.some((member) => sameJson(member, item)))
}
