/**
 * Domain names beyond a to z. DNS, and the format `hostname` of Kratos, know them in Punycode alone (RFC 3492):
 * `bücher.example` is `xn--bcher-kva.example`.
 */

const base = 36
const firstCode = 128
const prefix = 'xn--'
/** Of an ASCII label: the longest that DNS has. */
const longestLabel = 63

const plain = /^[!-~]*$/
const ascii = /^\p{ASCII}*$/u
/** Signs that mean a dot in scripts with wide characters. */
const otherDots = /[\u3002\uFF0E\uFF61]/gu
/** Characters without a width, which are no part of a name. */
const formatCharacters = /\p{Cf}/gu

/** How far the next code is from the last one, on a scale that adapts to what was met before. */
function adapted(delta: number, points: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / 700) : Math.floor(delta / 2)
  rest += Math.floor(rest / points)
  let steps = 0
  while (rest > 455) {
    rest = Math.floor(rest / 35)
    steps += base
  }
  return steps + Math.floor((base * rest) / (rest + 38))
}

const threshold = (step: number, bias: number) => Math.min(26, Math.max(1, step - bias))
const digitOf = (value: number) => String.fromCodePoint(value < 26 ? value + 97 : value + 22)

function encodeLabel(label: string): string {
  const codes = Array.from(label, (letter) => letter.codePointAt(0) ?? 0)
  const small = codes.filter((code) => code < firstCode)
  let out = String.fromCodePoint(...small)
  if (small.length > 0) out += '-'
  let [code, delta, bias, done] = [firstCode, 0, 72, small.length]
  while (done < codes.length) {
    const last = code
    const next = Math.min(...codes.filter((item) => item >= last))
    delta += (next - code) * (done + 1)
    code = next
    for (const item of codes) {
      if (item < code) delta += 1
      if (item !== code) continue
      let left = delta
      for (let step = base; ; step += base) {
        const limit = threshold(step, bias)
        if (left < limit) break
        out += digitOf(limit + ((left - limit) % (base - limit)))
        left = Math.floor((left - limit) / (base - limit))
      }
      out += digitOf(left)
      bias = adapted(delta, done + 1, done === small.length)
      delta = 0
      done += 1
    }
    delta += 1
    code += 1
  }
  return `${prefix}${out}`
}

/** @returns `undefined` where the text is no Punycode */
function decodeLabel(text: string): string | undefined {
  const end = text.lastIndexOf('-')
  const codes = Array.from(text.slice(0, Math.max(0, end)), (letter) => letter.codePointAt(0) ?? 0)
  let [code, place, bias] = [firstCode, 0, 72]
  let at = end + 1
  while (at < text.length) {
    const before = place
    let weight = 1
    for (let step = base; ; step += base) {
      const value = Number.parseInt(text[at] ?? '', base)
      if (Number.isNaN(value)) return undefined
      at += 1
      // Letters stand for 0 to 25 and digits for 26 to 35.
      const digit = value < 10 ? value + 26 : value - 10
      place += digit * weight
      const limit = threshold(step, bias)
      if (digit < limit) break
      weight *= base - limit
    }
    const points = codes.length + 1
    bias = adapted(place - before, points, before === 0)
    code += Math.floor(place / points)
    place %= points
    if (code > 0x10ffff) return undefined
    codes.splice(place, 0, code)
    place += 1
  }
  return String.fromCodePoint(...codes)
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
    .map((label) => (ascii.test(label) || !isLabel(label) ? label : encodeLabel(label)))
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
