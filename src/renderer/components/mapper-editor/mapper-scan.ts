import { mapperGivens } from '../../../core/mapper/given'
import { endOfPart } from '../../../core/mapper/lint/objects'
import { plainString, type Token, tokenize } from '../../../core/mapper/lint/tokens'
import { foldRanges, type FoldRange } from './fold-ranges'

/** A name that a mapper declares. */
export interface MapperName {
  readonly name: string
  readonly kind: 'variable' | 'function' | 'parameter'
}

/** What the editor knows about a text besides its colors; ignores scopes. */
export interface MapperScan {
  readonly folds: readonly FoldRange[]
  /** Each once, in the order of the text. */
  readonly names: readonly MapperName[]
  readonly bindings: Bindings
}

/** Maximum number of tokens examined for a value or parameters. */
const longest = 80

/** Scans a whole, possibly unfinished mapper; about 10 ms for 64 KiB. */
export function scanMapper(text: string): MapperScan {
  const all = tokenize(text)
  const scanner = new Scanner(all.filter(({ kind }) => kind !== 'comment'))
  scanner.readAll()
  const { names, bindings } = scanner
  return { folds: foldRanges(text, all), names: [...names.values()], bindings }
}

const opening = new Set(['{', '[', '('])
const closing = new Set(['}', ']', ')'])

/** Visits each token once, at any nesting depth. */
class Scanner {
  readonly names = new Map<string, MapperName>()
  readonly bindings = new Map<string, readonly string[]>()
  private readonly tokens: readonly Token[]
  private depth = 0
  /** Depths of open `local`s; a comma at that depth begins the next name. */
  private readonly locals: number[] = []

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  readAll(): void {
    for (const [at, { kind, text }] of this.tokens.entries()) {
      if (kind === 'sign') this.readSign(at, text)
      else if (kind === 'keyword' && text === 'local') {
        if (this.readBind(at + 1)) this.locals.push(this.depth)
      } else if (kind === 'keyword' && text === 'for') this.add(this.tokens[at + 1], 'variable')
      else if (kind === 'keyword' && text === 'function') this.readParameters(at + 1)
      else if (kind === 'name' && this.isMethod(at)) this.readParameters(at + 1)
    }
  }

  private readSign(at: number, text: string): void {
    if (opening.has(text)) this.depth++
    else if (closing.has(text)) {
      this.depth--
      // The depth is below 0 after a surplus bracket.
      while ((this.locals.at(-1) ?? -Infinity) > this.depth) this.locals.pop()
    } else if (this.locals.at(-1) === this.depth) {
      // In an object a field may follow, which ends the `local`.
      if (text === ';' || (text === ',' && !this.readBind(at + 1))) this.locals.pop()
    }
  }

  /** `name = value` or `name(parameters) = value`. */
  private readBind(at: number): boolean {
    const name = this.tokens[at]
    const isFunction = this.tokens[at + 1]?.text === '('
    const sign = isFunction ? this.closeOf(at + 1) + 1 : at + 1
    if (name?.kind !== 'name' || this.tokens[sign]?.text !== '=') return false
    this.add(name, isFunction ? 'function' : 'variable')
    if (isFunction) this.readParameters(at + 1)
    else this.readPath(name.text, sign + 1)
    return true
  }

  private readPath(name: string, from: number): void {
    if (this.bindings.has(name)) return
    const value = this.tokens.slice(from, from + longest)
    const end = endOfPart(value, 0, [',', ';'])
    const path = end < value.length ? pathOf(value.slice(0, end), this.bindings) : undefined
    if (path) this.bindings.set(name, path)
  }

  private readParameters(open: number): void {
    if (this.tokens[open]?.text !== '(') return
    const close = this.closeOf(open)
    for (let at = open + 1; at < close;) {
      this.add(this.tokens[at], 'parameter')
      at = Math.min(close, at + endOfPart(this.tokens.slice(at, close), 0, [','])) + 1
    }
  }

  /** `name(a, b): value` in an object. */
  private isMethod(at: number): boolean {
    const before = this.tokens[at - 1]?.text
    if (this.tokens[at + 1]?.text !== '(' || (before !== '{' && before !== ',')) return false
    return /^:{1,3}$/.test(this.tokens[this.closeOf(at + 1) + 1]?.text ?? '')
  }

  /** The closing bracket of the one at `open`, or the end of the examined tokens. */
  private closeOf(open: number): number {
    const inside = this.tokens.slice(open + 1, open + 1 + longest)
    return open + 1 + endOfPart(inside, 0, [])
  }

  private add(token: Token | undefined, kind: MapperName['kind']): void {
    if (token?.kind !== 'name' || this.names.has(token.text)) return
    this.names.set(token.text, { name: token.text, kind })
  }
}

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
