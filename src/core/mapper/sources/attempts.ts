import { sameJson, type JsonObject, type JsonValue } from '../../model/json'
import type { Try, Tries } from './judge'
import { withValueAt, type Leaf } from './leaves'
import { variantsOf } from './variants'

/** Runs the mapper; `undefined` where it fails. */
export type SourceRun = (
  claims: JsonObject,
  /** Traits and metadata, as in `MapperIdentity`. */
  identity: JsonObject,
) => Promise<JsonValue | undefined>

/** The input of the mapper; paths of leaves begin with `claims` or `identity`. */
export interface SourceInput {
  readonly claims: JsonObject
  readonly identity: JsonObject
}

export interface Attempts {
  /** Runs the mapper with other values for one leaf, until `settled` says that more are of no use. */
  tryLeaf(leaf: Leaf, settled: (tries: Tries) => boolean): Promise<Tries>
  /** The leaves that affect the output, including all that were not tried for lack of time. */
  findUsed(leaves: readonly Leaf[]): Promise<readonly Leaf[]>
}

/** Indexes of variants: one that passes a guard, and one that shares nothing with the value. */
const near = 0
const far = 2
const left = undefined

export function createAttempts(
  run: SourceRun,
  input: SourceInput,
  output: JsonValue,
  mayGoOn: () => boolean,
): Attempts {
  const runWith = (changes: readonly Leaf[], values: readonly (JsonValue | undefined)[]) => {
    let { claims, identity } = input
    for (const [i, { path }] of changes.entries()) {
      const [part, ...rest] = path
      if (part === 'claims') claims = withValueAt(claims, rest, values[i])
      else identity = withValueAt(identity, rest, values[i])
    }
    return run(claims, identity)
  }
  const isSame = (other: JsonValue | undefined) => sameJson(other, output)

  async function tryLeaf(leaf: Leaf, settled: (tries: Tries) => boolean): Promise<Tries> {
    const variants = variantsOf(leaf.value)
    const probes = [near, far].filter((at) => at < variants.length)
    const others = variants.filter((_, at) => !probes.includes(at))
    const all: Try[] = []
    for (const value of [...probes.map((at) => variants[at]), left, ...others]) {
      const isProbed = all.length > probes.length
      if (isProbed && (all.every((one) => isSame(one.output)) || settled({ all, whole: true })))
        break
      if (!mayGoOn()) return { all, whole: false }
      all.push({ value, output: await runWith([leaf], [value]) })
    }
    return { all, whole: true }
  }

  async function findUsed(leaves: readonly Leaf[]): Promise<readonly Leaf[]> {
    if (leaves.length < 2) return leaves
    const variants = leaves.map(({ value }) => variantsOf(value))
    const together = [
      variants.map((one) => one[far] ?? one[near]),
      variants.map((one) => one[near]),
      variants.map(() => left),
    ]
    for (const values of together) {
      if (!mayGoOn()) return leaves
      if (isSame(await runWith(leaves, values))) continue
      const middle = Math.ceil(leaves.length / 2)
      return [
        ...(await findUsed(leaves.slice(0, middle))),
        ...(await findUsed(leaves.slice(middle))),
      ]
    }
    return []
  }

  return { tryLeaf, findUsed }
}
