import { asciiDomain } from '../model/domain-name'

/** A domain in the form in which two of them are compared: both ways to write one are the same. */
export const comparableDomain = asciiDomain

/** Text after the last `@`, or all of it; `undefined` if empty or with blanks. */
export function domainOfAddress(text: string): string | undefined {
  const domain = comparableDomain(text.slice(text.lastIndexOf('@') + 1))
  return domain === '' || /\s/u.test(domain) ? undefined : domain
}

/** Characters of the longest name in DNS (RFC 1035). */
const longestDomain = 253

/** Parent domains, nearest first: `b.example` and `example` for `a.b.example`; empty for overlong names. */
export function domainsAbove(domain: string): string[] {
  if (domain.length > longestDomain) return []
  const labels = domain.split('.')
  return labels.slice(1).map((_label, index) => labels.slice(index + 1).join('.'))
}
