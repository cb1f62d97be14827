import { addressesIn, isAddress, pastedWords } from '../sign-in-ways/pasted'

/** Meaning of the table's search box: words to filter by, or addresses to look up. */
export type BoxMeaning =
  | {
      readonly kind: 'words'
      readonly words: string
      /** Set if the only word may be a domain. */
      readonly domain?: string
    }
  | {
      readonly kind: 'addresses'
      readonly texts: readonly string[]
      /** Number of further addresses, too many for one answer. */
      readonly more: number
      /** See `addressesIn`. */
      readonly malformed: readonly string[]
    }

/** Longer input cannot be filter words. */
const longestWords = 500

/** An email address, or only several domains, are looked up; anything else filters rows. */
export function boxMeaning(text: string): BoxMeaning {
  const { addresses, more, malformed } = addressesIn(text)
  const isMail = addresses.some((address) => address.includes('@'))
  const isList = addresses.length > 1 && pastedWords(text).every(isAddress)
  if (isMail || isList) return { kind: 'addresses', texts: addresses, more, malformed }
  const words = text.slice(0, longestWords)
  const [domain] = addresses
  return domain !== undefined && domain === text.trim()
    ? { kind: 'words', words, domain }
    : { kind: 'words', words }
}
