import { mapperGivens } from '../../../core/mapper/given'
import { endOfPart } from '../../../core/mapper/lint/objects'
import { plainString, type Token } from '../../../core/mapper/lint/tokens'

/** Names bound to the input or the identity, each with its path, such as `raw_claims`. */
export type Bindings = ReadonlyMap<string, readonly string[]>

const roots: ReadonlySet<string> = new Set([...mapperGivens, 'identity'])

/** Path of an expression that is only a member of the claims or identity. */
export function pathOf(
  tokens: readonly Token[],
  bindings: Bindings,
): readonly string[] | undefined {
  const [first] = tokens
  const last = tokens.length - 1
  if (first?.text === '(' && endOfPart(tokens, 1, []) === last) {
    return pathOf(tokens.slice(1, last), bindings)
  }
  // `{ email_verified: false } + claims`
  if (first?.text === '{') {
    const close = endOfPart(tokens, 1, [])
    return tokens[close + 1]?.text === '+' ? pathOf(tokens.slice(close + 2), bindings) : undefined
  }
  // `if 'raw_claims' in claims then claims.raw_claims else {}`
  if (first?.text === 'if') {
    const then = tokens.findIndex(({ text }) => text === 'then')
    const other = tokens.findIndex(({ text }) => text === 'else')
    if (then < 0) return undefined
    return pathOf(tokens.slice(then + 1, other < 0 ? undefined : other), bindings)
  }
  return chainPath(tokens, bindings)
}

function chainPath(tokens: readonly Token[], bindings: Bindings): readonly string[] | undefined {
  let path: readonly string[] | undefined
  let at = 1
  if (isCall(tokens, 'extVar')) {
    const name = plainString(tokens[4])
    path = name !== undefined && roots.has(name) ? [name] : undefined
    at = 6
  } else if (isCall(tokens, 'get')) {
    // `std.get(claims, 'raw_claims', {})`
    const comma = endOfPart(tokens, 4, [','])
    const inner = pathOf(tokens.slice(4, comma), bindings)
    const name = plainString(tokens[comma + 1])
    path = inner && name !== undefined ? [...inner, name] : undefined
    at = endOfPart(tokens, 4, []) + 1
  } else if (tokens[0]?.kind === 'name') {
    path = bindings.get(tokens[0].text)
  }
  while (path && at < tokens.length) {
    const step = memberAt(tokens, at)
    if (!step) return undefined
    path = [...path, step.name]
    at += step.length
  }
  return path
}

const isCall = (tokens: readonly Token[], name: string) =>
  tokens[0]?.text === 'std' &&
  tokens[1]?.text === '.' &&
  tokens[2]?.text === name &&
  tokens[3]?.text === '('

function memberAt(tokens: readonly Token[], at: number) {
  const next = tokens[at + 1]
  if (tokens[at]?.text === '.' && next?.kind === 'name') return { name: next.text, length: 2 }
  const name = plainString(next)
  if (tokens[at]?.text === '[' && name !== undefined && tokens[at + 2]?.text === ']') {
    return { name, length: 3 }
  }
  return undefined
}
