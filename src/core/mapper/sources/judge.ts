import { isJsonArray, isJsonObject, sameJson, type JsonValue } from '../../model/json-value'
import { valueAt, type Leaf } from './leaves'

/** A run with another value of one claim. */
export interface Try {
  /** `undefined`: the claim was left out. */
  readonly value: JsonValue | undefined
  /** `undefined`: the mapper failed, which says nothing about one trait. */
  readonly output: JsonValue | undefined
}

export interface Tries {
  readonly all: readonly Try[]
  /** Whether everything was tried. */
  readonly whole: boolean
}

/**
 * What a trait has to do with a claim. Its value is in the trait when other values of the claim give
 * different others of the trait; where there is one other only, the claim decides between the two.
 *
 * @param claim the claim's value in the run that gave the trait
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

/** A guard for one certain value lets no other pass; then the trait is the claim's own value. */
function holds(trait: JsonValue, claim: JsonValue): boolean {
  if (isJsonObject(trait)) return holds(trait['value'] ?? null, claim)
  if (typeof trait === 'string' && typeof claim === 'string') {
    return trait !== '' && trait.toLowerCase() === claim.toLowerCase()
  }
  if (!isJsonArray(trait) || !isJsonArray(claim) || trait.length === 0) return false
  const members: readonly JsonValue[] = claim
  return trait.every((item) => members.some((member) => sameJson(member, item)))
}
