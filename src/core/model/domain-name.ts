// The full path, because Node has a deprecated module of the bare name.
import punycode from 'punycode/punycode.js'

/**
 * International domain names. DNS and Kratos' `hostname` format accept them only in Punycode (RFC 3492):
 * `bücher.example` is `xn--bcher-kva.example`.
 */

const prefix = 'xn--'
/** DNS limit for an ASCII label. */
const longestLabel = 63

const plain = /^[!-~]*$/
const ascii = /^\p{ASCII}*$/u
/** Full-width and ideographic dots. */
const otherDots = /[\u3002\uFF0E\uFF61]/gu
/** Invisible characters. */
const formatCharacters = /\p{Cf}/gu

/** Returns `undefined` if the text is not Punycode. */
function decodeLabel(text: string): string | undefined {
  try {
    return punycode.decode(text)
  } catch {
    // The library only throws for malformed text.
    return undefined
  }
}

/** Longer labels are invalid in DNS. */
const isLabel = (label: string) => label.length <= longestLabel

/** Lower-case Punycode form of a domain, as DNS and Ory write it. */
export function asciiDomain(domain: string): string {
  if (plain.test(domain)) return domain.toLowerCase()
  return domain
    .replaceAll(formatCharacters, '')
    .normalize('NFKC')
    .replaceAll(otherDots, '.')
    .trim()
    .toLowerCase()
    .split('.')
    .map((label) =>
      ascii.test(label) || !isLabel(label) ? label : `${prefix}${punycode.encode(label)}`,
    )
    .join('.')
}

/** Unicode form of a domain; an invalid Punycode label stays unchanged. */
export function unicodeDomain(domain: string): string {
  return domain
    .split('.')
    .map((label) => {
      const small = label.toLowerCase()
      if (!small.startsWith(prefix) || !isLabel(label)) return label
      return decodeLabel(small.slice(prefix.length)) ?? label
    })
    .join('.')
}

export function domainForms(domain: string): string[] {
  // Fast path: nearly all of thousands of domains have one form.
  if (plain.test(domain) && !/xn--/i.test(domain)) return [domain]
  return [...new Set([domain, asciiDomain(domain), unicodeDomain(domain)])].filter(
    (form, index) => index === 0 || form !== domain.toLowerCase(),
  )
}
