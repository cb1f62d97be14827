import type { JsonValue } from '../../model/json-value'
import type { Token } from '../lint/tokens'
import type { TokenReader } from './token-reader'

/** The text of a quoted string token; `undefined` for any other token and unknown escapes. */
export function textOf(token: Token | undefined): string | undefined {
  if (token?.kind !== 'string' || !/^['"]/.test(token.text)) return undefined
  const json = token.text.slice(1, -1).replaceAll(/\\.|"/gs, (part) => {
    if (part === String.raw`\'`) return "'"
    return part === '"' ? String.raw`\"` : part
  })
  try {
    // With quotes around it, it can only parse to a text.
    return JSON.parse(`"${json}"`) as string
  } catch {
    // An escape of Jsonnet that JSON does not have: the form cannot show such a text.
    return undefined
  }
}

/** A JSON value as written by `writeValue`. */
export function readValue(reader: TokenReader): JsonValue | undefined {
  const { kind, text } = reader.peek() ?? {}
  if (kind === 'string') return textOf(reader.next())
  if (text === '[') return readList(reader)
  if (text === '{') return readObject(reader)
  if (text === '-' || kind === 'number') {
    const sign = reader.take('-') ? -1 : 1
    const number = Number(reader.next()?.text)
    return Number.isNaN(number) ? undefined : sign * number
  }
  if (reader.take('true')) return true
  if (reader.take('false')) return false
  return reader.take('null') ? null : undefined
}

function readList(reader: TokenReader): JsonValue | undefined {
  reader.next()
  const items: JsonValue[] = []
  while (!reader.take(']')) {
    if (items.length > 0 && !reader.take(',')) return undefined
    const item = readValue(reader)
    if (item === undefined) return undefined
    items.push(item)
  }
  return items
}

function readObject(reader: TokenReader): JsonValue | undefined {
  reader.next()
  const members: [string, JsonValue][] = []
  while (!reader.take('}')) {
    if (members.length > 0 && !reader.take(',')) return undefined
    const name = readName(reader)
    if (name === undefined || !reader.take(':')) return undefined
    const value = readValue(reader)
    if (value === undefined) return undefined
    members.push([name, value])
  }
  // `fromEntries` defines members, so that one may be named `__proto__`.
  return Object.fromEntries(members)
}

/** The name of a field, quoted or not. */
export function readName(reader: TokenReader): string | undefined {
  const token = reader.next()
  return token?.kind === 'name' ? token.text : textOf(token)
}
