// By its file: the bare name is Node's own, which is deprecated.
import punycode from 'punycode/punycode.js'

/**
 * Domain names beyond a to z. DNS, and the format `hostname` of Kratos, know them in Punycode alone (RFC 3492):
 * `bücher.example` is `xn--bcher-kva.example`.
 */

const prefix = 'xn--'
/** Of an ASCII label: the longest that DNS has. */
const longestLabel = 63

const plain = /^[!-~]*$/
const ascii = /^\p{ASCII}*$/u
/** Signs that mean a dot in scripts with wide characters. */
const otherDots = /[\u3002\uFF0E\uFF61]/gu
/** Characters without a width, which are no part of a name. */
const formatCharacters = /\p{Cf}/gu

/** @returns `undefined` where the text is no Punycode */
function decodeLabel(text: string): string | undefined {
  try {
    return punycode.decode(text)
  } catch {
    // The library's only errors are about the text.
    return undefined
  }
}

/** Labels are short in DNS; longer ones are no names, and not worth the work. */
const isLabel = (label: string) => label.length <= longestLabel

/** A domain as DNS and Ory write it: small letters, and Punycode where it has others than a to z. */
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

/** A domain as people write it; a label that is no Punycode stays as it is. */
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

/** Both ways to write a domain, as it stands first; one where there is no other. */
export function domainForms(domain: string): string[] {
  // A fast path: there may be thousands, and nearly all have one form.
  if (plain.test(domain) && !/xn--/i.test(domain)) return [domain]
  return [...new Set([domain, asciiDomain(domain), unicodeDomain(domain)])].filter(
    (form, index) => index === 0 || form !== domain.toLowerCase(),
  )
}
