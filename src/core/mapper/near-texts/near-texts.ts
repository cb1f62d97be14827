import { mixed, shinglesOf, similarity, type Shingles } from './shingles'

/** Another text that is close to one. */
export interface NearText {
  /** Its place in the list of texts. */
  readonly index: number
  /** From `leastSimilar` to 1. */
  readonly similarity: number
  /** They differ only in formatting and comments. */
  readonly same: boolean
}

export interface NearTexts {
  /** The near ones of each text, the closest first, at most `mostNear`. */
  readonly near: readonly (readonly NearText[])[]
  /** How many pairs were compared. */
  readonly compared: number
}

/** Two texts are near that have at least this share of their shingles in common. */
export const leastSimilar = 0.6
/** So many near ones are looked for; a text with so many is compared no more. */
export const mostNear = 12

/** Two of a row of hashes: a chance of 0.36 for texts with 0.6 in common, of 0.04 for 0.2. */
const rows = 2
/** Rows: texts with 0.6 in common are missed once in 1,300 times, with 0.7 once in 47,000. */
const bands = 16
/** Others of its bucket that a text meets, of those that come after it. */
const mostMet = 4

/** Where texts with the same smallest hashes meet; sixteen for each text. */
function bucketsOf({ hashes }: Shingles): string[] {
  const smallest = Array.from({ length: bands * rows }, (_, index) => {
    const seed = mixed(index + 1)
    let least = 0xffffffff
    for (const hash of hashes) {
      const value = mixed(hash ^ seed)
      if (value < least) least = value
    }
    return least
  })
  return Array.from({ length: bands }, (_, band) =>
    [band, ...smallest.slice(band * rows, (band + 1) * rows)].join(' '),
  )
}

/**
 * Texts that are close to one another, without looking at every pair.
 *
 * The rule: a text is its set of shingles, every four tokens in a row after comments and formatting are
 * taken away; two texts are near with 0.6 of their shingles in common. Which pairs are compared: each text
 * is put into sixteen buckets by its smallest hashes under sixteen pairs of hash functions (MinHash, locality
 * sensitive hashing), so that near texts share a bucket almost certainly and others seldom; one more
 * bucket has the texts that are equal but for their formatting. In a bucket a text is compared with the
 * four that come after it, and with none once it has twelve near ones. So there are at most
 * (16 + 1) × 4 comparisons for each text, however many texts there are and however alike: in a crowd of
 * copies each finds some of them, not all.
 *
 * The hash functions are fixed, so the same texts give the same answer.
 */
export function nearTexts(texts: readonly string[]): NearTexts {
  const shingles = texts.map(shinglesOf)
  const near: NearText[][] = texts.map(() => [])
  const met = new Set<number>()
  let compared = 0

  function compare(one: number, other: number): void {
    const [left, right] = [shingles[one], shingles[other]]
    const [nearOne, nearOther] = [near[one], near[other]]
    if (!left || !right || !nearOne || !nearOther) return
    if (nearOne.length >= mostNear && nearOther.length >= mostNear) return
    const pair = Math.min(one, other) * texts.length + Math.max(one, other)
    if (met.has(pair)) return
    met.add(pair)
    compared += 1
    const value = similarity(left, right)
    if (value < leastSimilar) return
    const same = left.whole === right.whole
    nearOne.push({ index: other, similarity: value, same })
    nearOther.push({ index: one, similarity: value, same })
  }

  for (const members of gathered(shingles)) {
    for (const [at, one] of members.entries()) {
      for (const other of members.slice(at + 1, at + 1 + mostMet)) compare(one, other)
    }
  }
  const closest = (left: NearText, right: NearText) =>
    Number(right.same) - Number(left.same) ||
    right.similarity - left.similarity ||
    left.index - right.index
  return { near: near.map((found) => found.toSorted(closest).slice(0, mostNear)), compared }
}

/** Buckets with more than one text, those of equal texts first. */
function gathered(shingles: readonly Shingles[]): number[][] {
  const buckets = new Map<string, number[]>()
  const put = (name: string, index: number) => {
    const members = buckets.get(name)
    if (members) members.push(index)
    else buckets.set(name, [index])
  }
  for (const [index, { whole }] of shingles.entries()) put(`= ${whole}`, index)
  for (const [index, each] of shingles.entries()) {
    for (const name of bucketsOf(each)) put(name, index)
  }
  return [...buckets.values()].filter(({ length }) => length > 1)
}
