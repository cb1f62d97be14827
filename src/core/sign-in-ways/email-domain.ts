import { asciiDomain } from '../model/domain-name'

/** A domain in the form in which two of them are compared: both ways to write one are the same. */
export const comparableDomain = asciiDomain

/**
 * The domain that decides where an address belongs: what follows its last `@`, or the text itself where
 * it has none. `undefined` where nothing is left, or a blank is in it.
 */
export function domainOfAddress(text: string): string | undefined {
  const domain = comparableDomain(text.slice(text.lastIndexOf('@') + 1))
  return domain === '' || /\s/u.test(domain) ? undefined : domain
}

/** Characters of the longest name in DNS (RFC 1035). */
const longestDomain = 253

/** The domains above one, the nearest first: `a.b.example` is under `b.example` and `example`; none above what is too long. */
export function domainsAbove(domain: string): string[] {
  if (domain.length > longestDomain) return []
  const labels = domain.split('.')
  return labels.slice(1).map((_label, index) => labels.slice(index + 1).join('.'))
}
