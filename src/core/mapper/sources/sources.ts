/**
 * Sources are found by running the mapper again because Jsonnet does not record where a value came from,
 * and the text does not show which branch a condition took or what a function or `std` did with a claim.
 * Changing one claim and comparing the output works for any mapper, without a second interpreter. The
 * cost is bounded by `most` and `mayGoOn`.
 */

import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json'
import type { MapperIdentity } from '../kratos/variables'
import { createAttempts, type SourceInput, type SourceRun } from './attempts'
import { judge, type Tries } from './judge'
import { leavesOf, pathText, valueAt, type Leaf } from './leaves'

export type { SourceRun } from './attempts'

/** Where a value of the mapped identity came from. If both lists are empty: written in the mapper. */
export interface TraitSource {
  /** Below `identity`: `traits`, `name`, `first`; `verified_addresses`, `0`. */
  readonly path: readonly string[]
  /** Claims whose value it contains: `email`, `raw_claims.groups`, `identity.traits.email`. */
  readonly from: readonly string[]
  /** Claims that only decide whether it exists, or select its value. */
  readonly dependsOn: readonly string[]
}

export interface TraitSources {
  /** In the order of the output. */
  readonly sources: readonly TraitSource[]
  /** False where claims were not tried: there were too many, or time ran out. */
  readonly complete: boolean
}

export interface SourceOptions {
  /** The mapper's text: claims that it names are tried first. */
  readonly text: string
  /** The identity that signs in, whose values may also be copied. */
  readonly identity?: Partial<MapperIdentity>
  /** Called before every run. */
  readonly mayGoOn?: () => boolean
  /** The largest number of claims to try; default 60. */
  readonly most?: number
}

const defaultMost = 60

/**
 * Finds the claims that each trait, metadata value and verified address came from, by changing claims
 * and comparing the output: claims that the mapper names one at a time, the others together as long as
 * that makes no difference.
 *
 * @param claims as the mapper sees them
 * @param output the result of `run` for these claims and the identity
 */
export async function traitSources(
  run: SourceRun,
  claims: JsonObject,
  output: JsonValue,
  options: SourceOptions,
): Promise<TraitSources> {
  const traits = outputLeaves(output)
  if (traits.length === 0) return { sources: [], complete: true }
  const { text, identity = {}, mayGoOn = () => true, most = defaultMost } = options
  const input = { claims, identity: { ...identity } }
  const { tryLeaf, findUsed } = createAttempts(run, input, output, mayGoOn)
  const { named, others } = inputLeaves(input, text)
  const found = traits.map(() => ({ from: [] as string[], dependsOn: [] as string[] }))
  const refusing: string[] = []

  const tryAll = async (leaves: readonly Leaf[]): Promise<boolean> => {
    for (const leaf of leaves) {
      const tries = await tryLeaf(leaf, (soFar) => isSettled(leaf, traits, soFar))
      const name = leafName(leaf)
      for (const [i, trait] of traits.entries()) {
        const verdict = judge(leaf.value, trait, tries)
        if (verdict !== undefined) found[i]?.[verdict].push(name)
      }
      if (!tries.whole) return false
      // The last run may have failed only because time ran out.
      if (refusesOthers(tries) && mayGoOn()) refusing.push(name)
    }
    return true
  }

  const whole =
    (await tryAll(named.slice(0, most))) &&
    (await tryAll(await findUsed(others.slice(0, Math.max(0, most - named.length)))))
  return {
    sources: traits.map(({ path }, i) => {
      const { from = [], dependsOn = [] } = found[i] ?? {}
      const more = from.length > 0 ? [] : refusing.filter((name) => !dependsOn.includes(name))
      return { path, from, dependsOn: [...dependsOn, ...more] }
    }),
    complete: whole && named.length + others.length <= most,
  }
}

/** Only for texts: a variant of a number or a list may cross another threshold. */
function isSettled(leaf: Leaf, traits: readonly Leaf[], tries: Tries): boolean {
  if (typeof leaf.value !== 'string') return false
  const verdicts = traits.map((trait) => judge(leaf.value, trait, tries))
  return verdicts.includes('from') && !verdicts.includes('dependsOn')
}

/** Whether the mapper fails with every other value, which hides how the traits use the claim. */
function refusesOthers({ all }: Tries): boolean {
  const replaced = all.filter(({ value }) => value !== undefined)
  return replaced.length > 0 && replaced.every(({ output }) => output === undefined)
}

/** An identity that the mapper does not use is left out. */
function inputLeaves(input: SourceInput, text: string) {
  const words = new Set(text.match(/\w+/g))
  const isNamed = ({ path }: Leaf) => {
    const name = path.at(-1) ?? ''
    return words.has(name) || (/\W/.test(name) && text.includes(name))
  }
  const asksForIdentity = /['"]identity['"]/.test(text)
  const leaves = [
    ...leavesOf({ claims: input.claims }).filter(({ path }) => path.length > 1),
    ...leavesOf({ identity: input.identity }).filter(
      ({ path }) => asksForIdentity && path.length > 2,
    ),
  ]
  return {
    named: leaves.filter((leaf) => isNamed(leaf)),
    others: leaves.filter((leaf) => !isNamed(leaf)),
  }
}

const leafName = ({ path }: Leaf) => pathText(path[0] === 'claims' ? path.slice(1) : path)

/** The values of the mapped identity; each verified address is one value. */
function outputLeaves(output: JsonValue): Leaf[] {
  const identity = valueAt(output, ['identity'])
  if (!isJsonObject(identity)) return []
  return leavesOf(identity).flatMap((leaf) => {
    // `traits: {}`
    if (leaf.path.length === 1 && isJsonObject(leaf.value)) return []
    if (leaf.path.join('.') !== 'verified_addresses' || !Array.isArray(leaf.value)) return [leaf]
    const entries: readonly JsonValue[] = leaf.value
    return entries.map((value, i) => ({ path: [...leaf.path, String(i)], value }))
  })
}
