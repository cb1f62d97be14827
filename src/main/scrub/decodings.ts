import { decodeMatches, type MappedText, type Piece } from './mapped-text'

type Decoder = (text: MappedText) => MappedText | undefined

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** JSON's escapes, and those of languages that write texts like it. */
const jsonText: Decoder = (text) =>
  decodeMatches(text, /\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|[^])/gi, (match) => {
    const name = match.charAt(1)
    const isCode = match.length > 2
    const char = isCode
      ? String.fromCharCode(Number.parseInt(match.slice(2), 16))
      : (escapes[name] ?? name)
    return [[char, 0, match.length]]
  })

/** How many bytes a character of UTF-8 takes that begins with this one. */
const widthOf = (first: number) => (first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1)

const isContinued = (bytes: Uint8Array, start: number, end: number) => {
  for (let at = start; at < end; at += 1) if (((bytes[at] ?? 0) & 0xc0) !== 0x80) return false
  return true
}

/** The characters of UTF-8 bytes, each with the bytes that it came from; lone bytes as they are. */
function utf8Pieces(bytes: Uint8Array, width: number): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  while (at < bytes.length) {
    const first = bytes[at] ?? 0
    const next = at + widthOf(first)
    // Most of what is tried is no text at all, and decoding each byte of it takes long.
    const decoded =
      next > at + 1 && isContinued(bytes, at + 1, next)
        ? Buffer.from(bytes.subarray(at, next)).toString('utf8')
        : '\ufffd'
    const isWhole = !decoded.includes('\ufffd')
    const chars = isWhole ? decoded : String.fromCharCode(first)
    const end = isWhole ? next : at + 1
    for (const unit of chars.split('')) pieces.push([unit, at * width, end * width])
    at = end
  }
  return pieces
}

/** `%0A` and the like. @param plus whether `+` is a blank, as in forms. */
const percents = (plus: boolean): Decoder => {
  const pattern = plus ? /(?:%[0-9a-f]{2})+|\+/gi : /(?:%[0-9a-f]{2})+/gi
  return (text) =>
    decodeMatches(text, pattern, (match) =>
      match === '+' ? [[' ', 0, 1]] : utf8Pieces(Buffer.from(match.replaceAll('%', ''), 'hex'), 3),
    )
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  plus: '+',
  percnt: '%',
  num: '#',
  equals: '=',
  sol: '/',
  bsol: '\\',
  colon: ':',
  semi: ';',
  comma: ',',
  period: '.',
  excl: '!',
  quest: '?',
  dollar: '$',
  commat: '@',
  ast: '*',
  lpar: '(',
  rpar: ')',
  lsqb: '[',
  rsqb: ']',
  lcub: '{',
  rcub: '}',
  lowbar: '_',
  grave: '`',
  verbar: '|',
  Tab: '\t',
  NewLine: '\n',
}

const htmlText: Decoder = (text) =>
  decodeMatches(text, /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});/gi, (match) => {
    const name = match.slice(1, -1)
    const code = /^#x/i.test(name)
      ? Number.parseInt(name.slice(2), 16)
      : name.startsWith('#')
        ? Number(name.slice(1))
        : undefined
    const isChar = code !== undefined && code <= 0x10ffff
    const chars = isChar ? String.fromCodePoint(code) : (entities[name] ?? match)
    return chars === match
      ? match.split('').map((char, at) => [char, at, at + 1])
      : chars.split('').map((char) => [char, 0, match.length])
  })

/**
 * Base64 and base64url from the character at `offset` of each run on: what stands inside a longer
 * encoded text is met at one of the four. Bytes that are no UTF-8 are given as they are.
 *
 * @param run finds what may be base64
 */
const base64 =
  (offset: number, run: RegExp): Decoder =>
  (text) =>
    decodeMatches(text, run, (match) => {
      const head = match.slice(0, offset).split('')
      const bytes = Buffer.from(match.slice(offset), 'base64url')
      const inner = utf8Pieces(bytes, 1).map(([char, from, to]): Piece => {
        // A byte shares its first and its last character with the bytes beside it.
        const [start, end] = [Math.floor((from * 8) / 6), Math.ceil((to * 8) / 6)]
        return [char, offset + start, Math.min(offset + end, match.length)]
      })
      return [...head.map((char, at): Piece => [char, at, at + 1]), ...inner]
    })

const written: readonly Decoder[] = [jsonText, percents(false), percents(true), htmlText]
/** Shorter runs are no base64 of anything that is looked for: most words of a message are. */
const runOf = (shortest: number) =>
  new RegExp(`[A-Za-z0-9+/_-]{${Math.max(6, Math.ceil((shortest * 8) / 6))},}`, 'g')

/** How often a text may be written inside another one: JSON in JSON in a form, and the like. */
const deepest = 4
const most = 400

/**
 * A text and all that it may be an encoding of, each mapped to it; base64 once on each way.
 *
 * @param shortest characters of the shortest text that is looked for in them
 */
export function decodingsOf(text: MappedText, shortest: number): MappedText[] {
  const run = runOf(shortest)
  const packed = [0, 1, 2, 3].map((offset) => base64(offset, run))
  const found = new Map<string, MappedText>([[text.text, text]])
  let last: { readonly value: MappedText; readonly isPacked: boolean }[] = [
    { value: text, isPacked: false },
  ]
  for (let depth = 0; depth < deepest && found.size < most; depth += 1) {
    const next: typeof last = []
    for (const { value, isPacked } of last) {
      for (const decoder of isPacked ? written : [...written, ...packed]) {
        const decoded = decoder(value)
        if (!decoded || found.has(decoded.text)) continue
        found.set(decoded.text, decoded)
        next.push({ value: decoded, isPacked: isPacked || packed.includes(decoder) })
      }
    }
    last = next
  }
  return [...found.values()]
}
