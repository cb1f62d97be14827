import { t } from '../../language/translate'
import type { LintFinding, Rule } from './rule'
import { plainString, tokenAt, type Token } from './tokens'

const metadata = new Set(['metadata_public', 'metadata_admin'])

/** Number of tokens of `std.extVar('identity')`. */
const callLength = 6

/**
 * Access to members of an identity's metadata, which are null at a sign-in if there are none. A mapper
 * that compares any part of them with null, or gives them a default, is assumed to handle this.
 */
export const identityMetadata: Rule = ({ tokens }) => {
  const identities = variablesOf(tokens, (at) => lengthOfIdentity(tokens, at))
  const lengthOf = (at: number): number => {
    const base = lengthOfIdentity(tokens, at) || (isVariable(tokens, at, identities) ? 1 : 0)
    const member = base === 0 ? undefined : memberAt(tokens, at + base)
    return member && metadata.has(member.name) ? base + member.length : 0
  }
  const parts = variablesOf(tokens, lengthOf)
  const uses = tokens.flatMap((_token, at) => {
    const length = isVariable(tokens, at, parts) ? 1 : lengthOf(at)
    return length === 0 ? [] : [{ at, end: at + length }]
  })
  const isKnown = uses.some(({ at, end }) => isTested(tokens, at, end))
  if (isKnown) return []
  return uses
    .filter(({ at, end }) => isReadInside(tokens, at, end))
    .map(({ at, end }): LintFinding => {
      const message = t(
        'At sign-in, metadata that the identity does not have is null, and this fails',
      )
      const { start } = tokenAt(tokens, at)
      const last = tokenAt(tokens, end - 1)
      return { rule: 'identity-metadata', severity: 'warning', message, start, end: last.end }
    })
}

function lengthOfIdentity(tokens: readonly Token[], at: number): number {
  const texts = tokens.slice(at, at + 4).map(({ text }) => text)
  const isCall = texts.join(' ') === 'std . extVar ('
  return isCall && plainString(tokens[at + 4]) === 'identity' && tokens[at + 5]?.text === ')'
    ? callLength
    : 0
}

/** Names in `local NAME = EXPRESSION;` where the expression has the length of a match. */
function variablesOf(tokens: readonly Token[], lengthOf: (at: number) => number): Set<string> {
  const names = new Set<string>()
  for (const [at, { kind, text }] of tokens.entries()) {
    const name = tokens[at + 1]
    if (kind !== 'keyword' || text !== 'local' || tokens[at + 2]?.text !== '=') continue
    const length = lengthOf(at + 3)
    const next = tokens[at + 3 + length]?.text
    if (name && length > 0 && (next === ';' || next === ',')) names.add(name.text)
  }
  return names
}

function isVariable(tokens: readonly Token[], at: number, names: ReadonlySet<string>): boolean {
  const token = tokens[at]
  const before = tokens[at - 1]?.text
  if (token?.kind !== 'name' || !names.has(token.text)) return false
  const isField = /^\+?:+$/.test(tokens[at + 1]?.text ?? '')
  return before !== '.' && before !== 'local' && !isField
}

/** `.NAME` or `['NAME']`. */
function memberAt(tokens: readonly Token[], at: number) {
  const [first, second, third] = tokens.slice(at, at + 3)
  if (first?.text === '.' && second?.kind === 'name') return { name: second.text, length: 2 }
  const quoted = plainString(second)
  return first?.text === '[' && quoted !== undefined && third?.text === ']'
    ? { name: quoted, length: 3 }
    : undefined
}

const isTested = (tokens: readonly Token[], at: number, end: number): boolean => {
  const near = [tokens[at - 1]?.text, tokens[end]?.text]
  return near.some((text) => text === '==' || text === '!=')
}

function isReadInside(tokens: readonly Token[], at: number, end: number): boolean {
  if (memberAt(tokens, end) || tokens[end]?.text === '[') return true
  if (tokens[at - 1]?.text === 'in') return true
  // `std.objectHas(metadata, …)`, `std.get(metadata, …)`
  const isArgument = tokens[at - 1]?.text === '(' && tokens[end]?.text === ','
  return isArgument && ['objectHas', 'objectHasAll', 'get'].includes(tokens[at - 2]?.text ?? '')
}
