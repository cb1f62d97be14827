import { decodeMatches, type MappedText, type Piece } from './mapped-text'

type Decoder = (text: MappedText) => MappedText | undefined

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** Escapes of JSON, and of languages with similar ones. */
const jsonText: Decoder = (text) =>
  decodeMatches(text, /\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|[^])/gi, (match) => {
    const name = match.charAt(1)
    const isCode = match.length > 2
    const char = isCode
      ? String.fromCharCode(Number.parseInt(match.slice(2), 16))
      : (escapes[name] ?? name)
    return [[char, 0, match.length]]
  })

const widthOf = (first: number) => (first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1)

const isContinued = (bytes: Uint8Array, start: number, end: number) => {
  for (let at = start; at < end; at += 1) if (((bytes[at] ?? 0) & 0xc0) !== 0x80) return false
  return true
}

/** Characters of UTF-8 bytes with their bytes; invalid bytes stay. */
function utf8Pieces(bytes: Uint8Array, width: number): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  while (at < bytes.length) {
    const first = bytes[at] ?? 0
    const next = at + widthOf(first)
    // Most candidates aren't text, and decoding byte by byte is slow.
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

/** Percent encoding; with `plus`, `+` is a space, as in forms. */
const percents = (plus: boolean): Decoder => {
  const pattern = plus ? /(?:%[0-9a-f]{2})+|\+/gi : /(?:%[0-9a-f]{2})+/gi
  return (text) =>
    // Without a plus, both would decode the same.
    plus && !text.text.includes('+')
      ? undefined
      : decodeMatches(text, pattern, (match) =>
          match === '+'
            ? [[' ', 0, 1]]
            : utf8Pieces(Buffer.from(match.replaceAll('%', ''), 'hex'), 3),
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

/** Base64 and base64url at four offsets: one aligns with any text inside a longer encoding. */
const base64 =
  (offset: number, run: RegExp): Decoder =>
  (text) =>
    decodeMatches(text, run, (match) => {
      const head = match.slice(0, offset).split('')
      const bytes = Buffer.from(match.slice(offset), 'base64url')
      const inner = utf8Pieces(bytes, 1).map(([char, from, to]): Piece => {
        // A byte shares its first and last character with its neighbors.
        const [start, end] = [Math.floor((from * 8) / 6), Math.ceil((to * 8) / 6)]
        return [char, offset + start, Math.min(offset + end, match.length)]
      })
      return [...head.map((char, at): Piece => [char, at, at + 1]), ...inner]
    })

const written: readonly Decoder[] = [jsonText, percents(false), percents(true), htmlText]
/** Shorter runs can't encode a searched text; skips most words. */
const runOf = (shortest: number) =>
  new RegExp(`[A-Za-z0-9+/_-]{${Math.max(6, Math.ceil((shortest * 8) / 6))},}`, 'g')

/** Levels of encoding, such as JSON in JSON in a form. */
const deepest = 4
const most = 400

/** Characters left to decode; at zero or less, not everything was decoded. */
export interface DecodingBudget {
  left: number
}

/** All texts this may encode, mapped back to it. Lowers `budget`, since there may be hundreds. */
export function decodingsOf(
  text: MappedText,
  shortest: number,
  budget: DecodingBudget = { left: Infinity },
): MappedText[] {
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
        if (budget.left <= 0) return [...found.values()]
        const decoded = decoder(value)
        budget.left -= decoded ? decoded.text.length : 0
        if (!decoded || found.has(decoded.text)) continue
        found.set(decoded.text, decoded)
        next.push({ value: decoded, isPacked: isPacked || packed.includes(decoder) })
      }
    }
    last = next
  }
  return [...found.values()]
}
