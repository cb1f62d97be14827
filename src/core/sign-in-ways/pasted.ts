/** As many are looked up; a longer list is cut, and that is said. */
export const mostAddresses = 3000
/** Longest address of SMTP. */
const longestAddress = 320

/** What stands between blanks, commas, brackets and quotes in a pasted text, without what ends a sentence. */
export function pastedWords(text: string): string[] {
  return text
    .split(/[\s,;<>()"'|]+/)
    .map((word) =>
      // A longer one is no address, and not worth the work.
      word.length > longestAddress + 20
        ? word
        : word.replace(/^mailto:/i, '').replace(/^[.:]+|[.:]+$/g, ''),
    )
    .filter((word) => word !== '')
}

/** An address may be of a host without a dot; a word without one is no domain, but a name beside an address. */
const address = /^[^@]+@[^@.]+(?:\.[^@.]+)*$|^[^@.]+(?:\.[^@.]+)+$/

/** Whether a word is an e-mail address or a domain. */
export const isAddress = (word: string): boolean =>
  word.length <= longestAddress && address.test(word)

/** E-mail addresses and domains in a text: each once, in its order, whatever stands between them. */
export function addressesIn(text: string): { readonly addresses: string[]; readonly more: number } {
  // All of it: cut somewhere, a text may end in the middle of an address, which is then one of somebody else.
  const found = pastedWords(text).filter(isAddress)
  const each = [...new Map(found.map((word) => [word.toLowerCase(), word])).values()]
  return { addresses: each.slice(0, mostAddresses), more: Math.max(0, each.length - mostAddresses) }
}
