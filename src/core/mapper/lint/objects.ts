import { plainString, tokenAt, type Token } from './tokens'

/** A field of an object as written; `name` is absent where it is computed. */
export interface Field {
  readonly name?: string
  /** Index of the first token of its name and of the token after its value. */
  readonly from: number
  readonly to: number
  /** Index of the first token of the value. */
  readonly value: number
  readonly hidden: boolean
}

export interface ObjectLiteral {
  readonly open: number
  /** Index of the closing brace, or the number of tokens where it is missing. */
  readonly close: number
  readonly fields: readonly Field[]
}

const opens = new Set(['{', '[', '('])
const closes = new Set(['}', ']', ')'])

const knownClosings = new WeakMap<readonly Token[], readonly number[]>()

/** Index of the closing bracket for each opening one, or the number of tokens if it is missing. */
function closingsOf(tokens: readonly Token[]): readonly number[] {
  const known = knownClosings.get(tokens)
  if (known) return known
  const closings: number[] = Array.from({ length: tokens.length }, () => tokens.length)
  const open: number[] = []
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind !== 'sign') continue
    if (opens.has(text)) open.push(index)
    else if (closes.has(text)) {
      const last = open.pop()
      if (last !== undefined) closings[last] = index
    }
  }
  knownClosings.set(tokens, closings)
  return closings
}

/** Index after the expression that begins at `at`: the next `,` or closing bracket outside of it. */
export function endOfPart(tokens: readonly Token[], at: number, ends: readonly string[]): number {
  const closings = closingsOf(tokens)
  for (let i = at; i < tokens.length; i++) {
    const { text, kind } = tokenAt(tokens, i)
    if (kind !== 'sign') continue
    if (closes.has(text) || ends.includes(text)) return i
    // Skipping brackets keeps deep nesting from costing quadratic time.
    if (opens.has(text)) i = closings[i] ?? tokens.length
  }
  return tokens.length
}

/** Every object literal, outer ones first. The tokens must not include comments. */
export function findObjects(tokens: readonly Token[]): ObjectLiteral[] {
  return tokens.flatMap(({ kind, text }, open) =>
    kind === 'sign' && text === '{' ? [readObject(tokens, open)] : [],
  )
}

function readObject(tokens: readonly Token[], open: number): ObjectLiteral {
  const close = endOfPart(tokens, open + 1, [])
  const fields: Field[] = []
  for (let at = open + 1; at < close;) {
    const to = endOfPart(tokens, at, [','])
    const field = readField(tokens, at, to)
    if (field) fields.push(field)
    at = to + 1
  }
  return { open, close, fields }
}

function readField(tokens: readonly Token[], from: number, to: number): Field | undefined {
  const first = tokens[from]
  const isName = first?.kind === 'name' || first?.kind === 'string'
  const computed = first?.text === '['
  if (!first || !(isName || computed)) return undefined
  const after = computed ? endOfPart(tokens, from + 1, []) + 1 : from + 1
  const sign = tokens[after]
  if (sign?.kind !== 'sign' || !/^\+?:{1,3}$/.test(sign.text)) return undefined
  const name = computed ? undefined : (plainString(first) ?? first.text)
  const hidden = sign.text.endsWith('::')
  return { from, to, value: after + 1, hidden, ...(name === undefined ? {} : { name }) }
}

/** The object literal that is the value of a field. */
export function objectOfField(
  tokens: readonly Token[],
  objects: readonly ObjectLiteral[],
  inside: ObjectLiteral,
  name: string,
): ObjectLiteral | undefined {
  const field = inside.fields.find((item) => item.name === name)
  if (!field || tokens[field.value]?.text !== '{') return undefined
  return objects.find(({ open }) => open === field.value)
}
