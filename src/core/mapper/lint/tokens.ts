/** A token of Jsonnet. Offsets count UTF-16 units, as editors do; the end is exclusive. */
export interface Token {
  readonly kind: 'comment' | 'string' | 'number' | 'keyword' | 'name' | 'sign'
  readonly text: string
  readonly start: number
  readonly end: number
}

const keywords = new Set(
  (
    'assert else error false for function if import importstr importbin in local null self super ' +
    'tailstrict then true'
  ).split(' '),
)

/** In this order: the first that matches at a place is the token there. */
const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['comment', /\/\/[^\n]*|#[^\n]*|\/\*[^]*?(?:\*\/|$)/y],
  ['string', /\|\|\|-?[ \t]*\n[^]*?(?:\n[ \t]*\|\|\||$)/y],
  ['string', /@"(?:[^"]|"")*(?:"|$)|@'(?:[^']|'')*(?:'|$)/y],
  ['string', /"(?:[^"\\]|\\[^])*(?:"|$)|'(?:[^'\\]|\\[^])*(?:'|$)/y],
  ['number', /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ['name', /[A-Za-z_]\w*/y],
  ['sign', /\+?:{1,3}|[{}[\](),.;$]|[!$:~+\-&|^=<>*/%]+/y],
]

/** The tokens of a mapper, also of one that is not finished; what fits nothing is left out. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < text.length;) {
    const token = tokenAt(text, at)
    if (token) tokens.push(token)
    at = token ? token.end : at + 1
  }
  return tokens
}

function tokenAt(text: string, start: number): Token | undefined {
  if (/\s/.test(text[start] ?? '')) return undefined
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start
    const found = pattern.exec(text)?.[0]
    if (found === undefined || found === '') continue
    const end = start + found.length
    const real = kind === 'name' && keywords.has(found) ? 'keyword' : kind
    return { kind: real, text: found, start, end }
  }
  return undefined
}

/** The value of a string token that has no escape; `undefined` for another token. */
export function plainString(token: Token | undefined): string | undefined {
  if (token?.kind !== 'string') return undefined
  const match = /^@?(["'])([^"'\\]*)\1$/.exec(token.text)
  return match?.[2]
}
