import { addressesIn, isAddress, pastedWords } from '../sign-in-ways/pasted'

/** What the box of the table asks for: rows with some words, or who takes some addresses. */
export type BoxMeaning =
  | {
      readonly kind: 'words'
      readonly words: string
      /** The only word may be a domain, of which it can be said who has it. */
      readonly domain?: string
    }
  | {
      readonly kind: 'addresses'
      /** Each once. */
      readonly texts: readonly string[]
      /** How many more there are, which are too many for one answer. */
      readonly more: number
      /** What is no address, as `addressesIn` has it. */
      readonly malformed: readonly string[]
    }

/** More is no words of a filter. */
const longestWords = 500

/**
 * What a person means: an e-mail address, or several domains and nothing else, are looked up; all else are words that
 * rows have.
 */
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
