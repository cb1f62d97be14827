/** Characters without a width, which Ory leaves out on both sides when it compares domains. */
const formatCharacters = /\p{Cf}/gu

/** Nearly every domain: without blanks, format characters or anything else beyond ASCII. */
const plain = /^[!-~]*$/

/** A domain in the form in which two of them are compared. */
export function comparableDomain(domain: string): string {
  if (plain.test(domain)) return domain.toLowerCase()
  return domain.replaceAll(formatCharacters, '').trim().toLowerCase()
}

/**
 * The domain that decides where an address belongs: what follows its last `@`, or the text itself where
 * it has none. `undefined` where nothing is left, or a blank is in it.
 */
export function domainOfAddress(text: string): string | undefined {
  const whole = comparableDomain(text)
  const domain = whole.slice(whole.lastIndexOf('@') + 1)
  return domain === '' || /\s/u.test(domain) ? undefined : domain
}

/** The domains above one, the nearest first: `a.b.example` is under `b.example` and `example`. */
export function domainsAbove(domain: string): string[] {
  const labels = domain.split('.')
  return labels.slice(1).map((_label, index) => labels.slice(index + 1).join('.'))
}
