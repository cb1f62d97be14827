/** A token of Jsonnet. Offsets count UTF-16 units, as editors do; the end is exclusive. */
export interface Token {
  readonly kind: 'comment' | 'string' | 'number' | 'keyword' | 'name' | 'sign'
  readonly text: string
  readonly start: number
  readonly end: number
}

/** The token at an index; throws a RangeError if there is none, which is a bug. */
export function tokenAt(tokens: readonly Token[], index: number): Token {
  const token = tokens[index]
  if (!token) throw new RangeError(`No token ${index} of ${tokens.length}`)
  return token
}

/** The construct that is still open at the end of a text or line. */
export type Open =
  | { readonly kind: 'comment' }
  | { readonly kind: 'string'; readonly quote: string; readonly verbatim: boolean }
  /** `indent` is that of its first line, once known. */
  | { readonly kind: 'text-block'; readonly indent?: string }

/** A token, or its beginning; `open` where it continues after the text. */
export interface Lexed {
  readonly kind: Token['kind']
  readonly end: number
  readonly open?: Open
}

export const keywords: ReadonlySet<string> = new Set(
  (
    'assert else error false for function if import importstr importbin in local null self super ' +
    'tailstrict then true'
  ).split(' '),
)

/** Whether a name may follow a point or precede a colon; any other needs quotes. */
export const isIdentifier = (name: string): boolean =>
  /^[A-Za-z_]\w*$/.test(name) && !keywords.has(name)

const lineComment = /(?:\/\/|#)[^\n]*?(?=\r?(?:\n|$))/y
const blockBegins = /\|\|\|-?[ \t\r]*(?:\n|$)/y
const stringBegins = /@?(["'])/y
const number = /(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const word = /[A-Za-z_]\w*/y
const bracket = /[{}[\](),.;]/y
/** No operator is longer; the limit keeps a long row of signs from costing quadratic time. */
const operator = /[!$:~+\-&|^=<>*/%]{1,8}/y

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function stringEnd(text: string, from: number, open: Extract<Open, { kind: 'string' }>): Lexed {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\' && !open.verbatim) at++
    else if (text[at] === open.quote) {
      if (!open.verbatim || text[at + 1] !== open.quote) return { kind: 'string', end: at + 1 }
      at++
    }
  }
  return { kind: 'string', end: text.length, open }
}

/**
 * A text block ends at the first line without the indentation of its first one, which must be `|||`.
 * If it is not, the engine reports an error; here the block continues to a line that begins with `|||`.
 */
function textBlockEnd(text: string, from: number, before: string | undefined): Lexed {
  let indent = before
  let at = from
  while (at < text.length) {
    const next = text.indexOf('\n', at)
    const lineEnd = next < 0 ? text.length : next
    const line = text.slice(at, lineEnd)
    if (line !== '' && line !== '\r') {
      const end = /^[ \t]*\|\|\|/.exec(line)
      const isInside = indent !== undefined && indent !== '' && line.startsWith(indent)
      if (indent === undefined && !(end && line.startsWith('|'))) indent = /^[ \t]*/.exec(line)?.[0]
      else if (end && !isInside) return { kind: 'string', end: at + end[0].length }
    }
    at = next < 0 ? text.length : next + 1
  }
  const open: Open = { kind: 'text-block', ...(indent === undefined ? {} : { indent }) }
  return { kind: 'string', end: text.length, open }
}

/** An operator is the longest row of signs before a comment or text block, without a trailing unary one. */
function operatorEnd(signs: string, at: number): number {
  const stop = signs.slice(1).search(/\/\/|\/\*|\|\|\|/)
  let length = stop < 0 ? signs.length : stop + 1
  while (length > 1 && '+-~!$'.includes(signs[length - 1] ?? '')) length--
  return at + length
}

/** Continues an open construct. */
function lexOpen(text: string, at: number, open: Open): Lexed {
  if (open.kind === 'string') return stringEnd(text, at, open)
  if (open.kind === 'text-block') return textBlockEnd(text, at, open.indent)
  const end = text.indexOf('*/', at)
  return end < 0 ? { kind: 'comment', end: text.length, open } : { kind: 'comment', end: end + 2 }
}

/**
 * The token that begins at a place, or the rest of one that is open there; `undefined` at white space
 * and at unknown characters. Tokens are as in go-jsonnet (`internal/parser/lexer.go`, 0.21), and also
 * incomplete ones. The text may be a single line, with the construct it begins in.
 */
export function lexAt(text: string, at: number, open?: Open): Lexed | undefined {
  if (open) return lexOpen(text, at, open)
  const comment = match(lineComment, text, at)
  if (comment) return { kind: 'comment', end: at + comment[0].length }
  if (text.startsWith('/*', at)) return lexOpen(text, at + 2, { kind: 'comment' })
  const block = match(blockBegins, text, at)
  if (block) return textBlockEnd(text, at + block[0].length, undefined)
  const quote = match(stringBegins, text, at)
  if (quote) {
    const verbatim = text[at] === '@'
    const begun = { kind: 'string', quote: quote[1] ?? '"', verbatim } as const
    return stringEnd(text, at + quote[0].length, begun)
  }
  const digits = match(number, text, at)
  if (digits) return { kind: 'number', end: at + digits[0].length }
  const name = match(word, text, at)
  if (name) return { kind: keywords.has(name[0]) ? 'keyword' : 'name', end: at + name[0].length }
  if (match(bracket, text, at)) return { kind: 'sign', end: at + 1 }
  const signs = match(operator, text, at)
  return signs ? { kind: 'sign', end: operatorEnd(signs[0], at) } : undefined
}

/** The tokens of a mapper, which may be incomplete; unknown characters are skipped. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < text.length;) {
    const found = lexAt(text, at)
    if (found) {
      const { kind, end } = found
      tokens.push({ kind, text: text.slice(at, end), start: at, end })
    }
    at = found ? found.end : at + 1
  }
  return tokens
}

/** The value of a string token without escapes; `undefined` for any other token. */
export function plainString(token: Token | undefined): string | undefined {
  if (token?.kind !== 'string') return undefined
  const found = /^@?(["'])([^"'\\]*)\1$/.exec(token.text)
  return found?.[2]
}
