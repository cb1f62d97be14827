import type { Token } from '../lint/tokens'
import { readValue, textOf } from './read-literals'
import type { TraitGuard, TraitMapping, TraitSource, TraitType } from './template'
import { tokenReader, type TokenReader } from './token-reader'

/** The parts of a field: the test in its name or before its value, and the value. */
export interface FieldParts {
  readonly test: readonly Token[]
  readonly value: readonly Token[]
  /** Whether there is an error where the test is false. */
  readonly required: boolean
}

/**
 * The mapping for a test and a value. It only looks at what distinguishes mappings: writing the
 * template again shows whether the rest is as expected.
 */
export function readMapping(
  path: readonly string[],
  { test, value, required }: FieldParts,
): TraitMapping | undefined {
  const item = itemOf(value)
  const source = readSource(tokenReader(insideOf(item ?? value, 'toString')))
  if (!source) return undefined
  const guard: TraitGuard = required ? 'require' : isVerified(test) ? 'verified-only' : 'leave-out'
  const type = item ? 'array' : testedType(test, source)
  return { path, source, guard, ...(type ? { type } : {}) }
}

/** The source of a list: `if std.isArray(X) then X else [X]`, or `[X]` of something computed. */
function itemOf(value: readonly Token[]): readonly Token[] | undefined {
  const first = value[0]?.text
  if (first === '(') return itemOf(value.slice(1, -1))
  if (first === 'if') return insideOf(value.slice(1), 'isArray')
  const isComputed = value[1]?.text === 'claims' || value[1]?.text === 'std'
  return first === '[' && isComputed ? value.slice(1, -1) : undefined
}

/** The argument of `std.NAME(…)`, or the tokens unchanged for any other expression. */
function insideOf(tokens: readonly Token[], name: string): readonly Token[] {
  const reader = tokenReader(tokens)
  return reader.take('std', '.', name, '(') ? reader.until(')') : tokens
}

function readSource(reader: TokenReader): TraitSource | undefined {
  if (reader.take('std', '.', 'asciiLower', '(')) {
    const source = readSource(reader)
    return source && source.kind !== 'fixed' ? { ...source, lowerCase: true } : undefined
  }
  if (reader.take('std', '.', 'split', '(')) {
    const source = readSource(reader)
    return source?.kind === 'claim' ? { kind: 'local-part', of: source.name } : undefined
  }
  if (reader.take('std', '.', 'join', '(')) return readJoined(reader)
  if (reader.take('claims')) return readClaim(reader)
  const value = readValue(reader)
  return value === undefined ? undefined : { kind: 'fixed', value }
}

function readJoined(reader: TokenReader): TraitSource | undefined {
  const separator = textOf(reader.next())
  const begins = [',', '[', 'claims', '[', 'part', ']', 'for', 'part', 'in']
  const parts = reader.take(...begins) ? readValue(reader) : undefined
  if (separator === undefined || !Array.isArray(parts)) return undefined
  const names = parts.filter((part): part is string => typeof part === 'string')
  return { kind: 'joined', parts: names, separator }
}

function readClaim(reader: TokenReader): TraitSource | undefined {
  const path: string[] = []
  for (;;) {
    const isQuoted = reader.take('[')
    if (!isQuoted && !reader.take('.')) break
    const name = isQuoted ? textOf(reader.next()) : reader.next()?.text
    if (name === undefined || (isQuoted && !reader.take(']'))) return undefined
    path.push(name)
  }
  const [first, ...more] = path
  if (first === undefined) return undefined
  if (first === 'raw_claims') return { kind: 'raw', path: more }
  return more.length === 0 ? { kind: 'claim', name: first } : undefined
}

function isVerified(test: readonly Token[]): boolean {
  const [claims, dot, name] = test.slice(-3)
  return claims?.text === 'claims' && dot?.text === '.' && name?.text === 'email_verified'
}

function testedType(test: readonly Token[], source: TraitSource): TraitType | undefined {
  const calls = (name: string) =>
    test.some(({ text }, at) => text === 'std' && test[at + 2]?.text === name)
  if (calls('isNumber')) return 'number'
  if (calls('member')) return 'boolean'
  const impliesText = source.kind === 'local-part' || ('lowerCase' in source && source.lowerCase)
  return calls('isString') && !impliesText ? 'string' : undefined
}
