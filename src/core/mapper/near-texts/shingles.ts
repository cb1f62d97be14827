import { isIdentifier, plainString, tokenize, type Token } from '../lint/tokens'

/** What of a mapper's text is compared with others. */
export interface Shingles {
  /** Hashes of every few tokens that follow one another, each once, in rising order. */
  readonly hashes: Uint32Array
  /** Of all tokens: equal where two texts differ only in formatting and comments. */
  readonly whole: string
}

/** Tokens in one shingle: enough that `claims.email` alone makes no two texts alike. */
const length = 4
/** Tokens of a text that are looked at; a longer text is known by its beginning. */
const mostTokens = 20_000

const closing = new Set(['}', ']', ')'])

/**
 * The words of a text, such that what a formatter may change makes no difference: comments, white space,
 * quotes, quotes around names of fields, and the comma before a closing bracket.
 */
function normalised(text: string): string[] {
  const tokens = tokenize(text).filter(({ kind }) => kind !== 'comment')
  return tokens.slice(0, mostTokens).flatMap((token, index) => {
    const next = tokens[index + 1]
    if (token.text === ',' && next && closing.has(next.text)) return []
    return [wordOf(token, next)]
  })
}

function wordOf(token: Token, next: Token | undefined): string {
  const content = plainString(token)
  if (content === undefined || token.text.startsWith('@')) return token.text
  const isField = next !== undefined && /^:{1,3}$/.test(next.text) && isIdentifier(content)
  return isField ? content : `"${content}"`
}

/** FNV-1a over the UTF-16 units. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at += 1) {
    hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  }
  return hash >>> 0
}

/** Spreads a number over all 32 bits; the end of MurmurHash3. */
export function mixed(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Never fails: a text that is no Jsonnet has tokens too. */
export function shinglesOf(text: string): Shingles {
  const words = normalised(text)
  const hashes = words.map(hashOf)
  const found = new Set<number>()
  for (let at = 0; at < Math.max(1, hashes.length - length + 1); at += 1) {
    let hash = 0
    for (let of = 0; of < length; of += 1) {
      hash = mixed(Math.imul(hash, 31) + (hashes[at + of] ?? 0))
    }
    found.add(hash)
  }
  return { hashes: Uint32Array.from(found).sort(), whole: words.join(' ') }
}

/** The share of shingles that two texts have in common, from 0 to 1 (Jaccard). */
export function similarity(left: Shingles, right: Shingles): number {
  const [one, other] = [left.hashes, right.hashes]
  let common = 0
  let at = 0
  let of = 0
  while (at < one.length && of < other.length) {
    const [first = 0, second = 0] = [one[at], other[of]]
    if (first === second) common += 1
    if (first <= second) at += 1
    if (second <= first) of += 1
  }
  return common / (one.length + other.length - common)
}
