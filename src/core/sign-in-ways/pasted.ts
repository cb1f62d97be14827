import { t } from '../language/translate'
import { numberText } from '../model/format'

/** As many are looked up; a longer list is cut, and that is said. */
export const mostAddresses = 3000
/** Longest address of SMTP. */
const longestAddress = 320

/** Splits at line ends, commas and semicolons outside quoted names; limits keep it linear. */
const pieces = /(?:"[^"\n]{0,200}"|[^,;\n\r])+/g
/** Splits at blanks, brackets and quotes outside quoted local parts. */
const words = /"[^"\s]{1,64}"@[^\s,;<>()"“”„«»|]+|[^\s,;<>()"“”„«»|]+/g

/** Words of a pasted text, without sentence punctuation. */
export function pastedWords(text: string): string[] {
  return (text.match(words) ?? [])
    .map((word) =>
      // A longer one is no address, and not worth the work.
      word.length > longestAddress + 20
        ? word
        : word
            .replace(/^['‘’`]+/, '')
            .replace(/^mailto:/i, '')
            .replace(/[.:!?'‘’`]+$/, ''),
    )
    .filter((word) => word !== '')
}

/** A domain's labels, in any script; some scripts have dots of their own. */
const label = String.raw`[\p{L}\p{M}\p{N}\p{Cf}_-]+`
const dot = String.raw`[.\u3002\uFF0E\uFF61]`
/** RFC 5321 local part, and apostrophes. */
const localPart = String.raw`(?:"[^"\s]+"|[^\s@.,:;<>()[\]\\"]+(?:\.[^\s@.,:;<>()[\]\\"]+)*)`
/** An address may have a dotless host; a dotless word is not a domain. */
const address = new RegExp(
  `^${localPart}@${label}(?:${dot}${label})*$|^${label}(?:${dot}${label})+$`,
  'u',
)

/** Whether a word is an e-mail address or a domain. */
export const isAddress = (word: string): boolean =>
  word.length <= longestAddress && address.test(word)

export interface PastedAddresses {
  /** Each once, in its order. */
  readonly addresses: string[]
  /** How many addresses were left out beyond `mostAddresses`. */
  readonly more: number
  /** Distinct pieces without an address and invalid words with an `@`, up to 80 characters. */
  readonly malformed: string[]
}

/** Email addresses and domains in any text; every piece is in one list. */
export function addressesIn(text: string): PastedAddresses {
  const found = new Map<string, string>()
  const malformed = new Set<string>()
  // Reads all of it, because a cut could turn an address into another person's.
  for (const piece of text.match(pieces) ?? []) {
    const good: string[] = []
    const bad: string[] = []
    for (const word of pastedWords(piece)) (isAddress(word) ? good : bad).push(word)
    for (const word of good) found.set(word.toLowerCase(), word)
    const unread = good.length > 0 ? bad.filter((word) => word.includes('@')) : [piece.trim()]
    for (const item of unread) if (item !== '') malformed.add(item.slice(0, 80))
  }
  const each = [...found.values()]
  return {
    addresses: each.slice(0, mostAddresses),
    more: Math.max(0, each.length - mostAddresses),
    malformed: [...malformed],
  }
}

/** Malformed items that are named; the rest is counted. */
const mostNamed = 5

/** Names what of a pasted text is no address; empty where all was read. */
export function malformedWords(malformed: readonly string[]): string {
  if (malformed.length === 0) return ''
  const items = malformed.slice(0, mostNamed).join(', ')
  const count = malformed.length - mostNamed
  return count > 0
    ? t('Not an e-mail address: {items} and {count} more.', { items, count: numberText(count) })
    : t('Not an e-mail address: {items}.', { items })
}
