import type { MapperGiven } from '../given'
import { plainString, tokenAt, type Token } from './tokens'

/** A place where a mapper reads a claim: `claims.NAME` or `claims.raw_claims.NAME`. */
export interface ClaimUse {
  readonly name: string
  readonly raw: boolean
  /** Index of the first token and of the one after the last. */
  readonly from: number
  readonly to: number
  /** The expression for the claims: a variable's name or `std.extVar('claims')`. */
  readonly base: string
}

export interface Claims {
  /** Variables that hold the claims. */
  readonly variables: ReadonlySet<string>
  readonly uses: readonly ClaimUse[]
  /** Claims that are tested or have a default anywhere; `raw_claims.NAME` for custom ones. */
  readonly guarded: ReadonlySet<string>
}

const callLength = 6

/** Whether `std.extVar('NAME')` begins there. */
const isGivenCall = (tokens: readonly Token[], at: number, given: MapperGiven) =>
  tokens[at]?.text === 'std' &&
  tokens[at + 1]?.text === '.' &&
  tokens[at + 2]?.text === 'extVar' &&
  tokens[at + 3]?.text === '(' &&
  plainString(tokens[at + 4]) === given &&
  tokens[at + 5]?.text === ')'

/** How a mapper uses the claims. The tokens must not include comments. */
export function findClaims(tokens: readonly Token[]): Claims {
  const variables = givenVariables(tokens, 'claims')
  const uses: ClaimUse[] = []
  const guarded = new Set<string>()
  const guard = (name: string | undefined, raw: boolean) => {
    if (name !== undefined) guarded.add(raw ? `raw_claims.${name}` : name)
  }
  for (let at = 0; at < tokens.length; at++) {
    const length = baseLength(tokens, at, { given: 'claims', variables })
    if (length === 0) continue
    const base = tokens.slice(at, at + length)
    const raw = member(tokens, at + length) === 'raw_claims'
    const end = at + length + (raw ? 2 : 0)
    const name = member(tokens, end)
    if (name !== undefined) {
      const text = base.map((token) => token.text).join('')
      uses.push({ name, raw, from: at, to: end + 2, base: text })
    } else {
      // `'email' in claims`
      if (tokens[at - 1]?.text === 'in') guard(plainString(tokens[at - 2]), raw)
      // `std.objectHas(claims, 'email')`, `std.get(claims, 'email', …)`
      if (tokens[at - 1]?.text === '(' && tokens[end]?.text === ',') {
        guard(plainString(tokens[end + 1]), raw)
      }
    }
    if (tokens[at - 1]?.text === '+')
      for (const key of defaultsBefore(tokens, at - 2)) guard(key, raw)
  }
  return { variables, uses, guarded }
}

/** Variables that hold what the mapper is given. */
export function givenVariables(tokens: readonly Token[], given: MapperGiven): Set<string> {
  const variables = new Set<string>()
  tokens.forEach(({ kind, text }, at) => {
    if (kind !== 'keyword' || text !== 'local') return
    const name = tokens[at + 1]
    if (name?.kind !== 'name' || tokens[at + 2]?.text !== '=') return
    for (let i = at + 3; i < tokens.length && tokens[i]?.text !== ';'; i++) {
      // `local raw = std.extVar('claims').raw_claims` is something else.
      if (isGivenCall(tokens, i, given) && tokens[i + callLength]?.text === ';')
        variables.add(name.text)
    }
  })
  return variables
}

/** How many tokens from there on stand for what the mapper is given: the call, or a variable with it. */
export function baseLength(
  tokens: readonly Token[],
  at: number,
  of: { readonly given: MapperGiven; readonly variables: ReadonlySet<string> },
): number {
  const { given, variables } = of
  if (isGivenCall(tokens, at, given)) return callLength
  const token = tokens[at]
  const before = tokens[at - 1]?.text
  const isVariable = token?.kind === 'name' && variables.has(token.text)
  // Not `identity.claims`, a field `claims:` or the definition itself.
  const isField = (before === '{' || before === ',') && /^\+?:+$/.test(tokens[at + 1]?.text ?? '')
  const isOther = before === '.' || before === 'local' || isField
  return isVariable && !isOther ? 1 : 0
}

function member(tokens: readonly Token[], at: number): string | undefined {
  if (tokens[at]?.text !== '.') return undefined
  const name = tokens[at + 1]
  return name?.kind === 'name' ? name.text : undefined
}

/** The keys of `{ email_verified: false } + claims`; `at` is the closing brace. */
export function defaultsBefore(tokens: readonly Token[], at: number): string[] {
  if (tokens[at]?.text !== '}') return []
  const keys: string[] = []
  let depth = 0
  for (let i = at; i >= 0; i--) {
    const { text } = tokenAt(tokens, i)
    if (text === '}') depth++
    if (text === '{' && --depth === 0) return keys
    if (depth === 1 && text === ':')
      keys.push(plainString(tokens[i - 1]) ?? tokenAt(tokens, i - 1).text)
  }
  return keys
}
