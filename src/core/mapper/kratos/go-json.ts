import { parseJson, type JsonValue } from '../../model/json'

/** A member of an object, or an item of a list, whose name is "". */
export interface JsonPart {
  readonly name: string
  /** Its JSON text as written: Go's messages quote numbers that way, and 1.0 differs from 1. */
  readonly raw: string
}

const stringToken = /"(?:[^"\\]|\\.)*"/g
const token = /\s*("(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+)/y

/**
 * What Go reads from a JSON text and `JSON.parse` loses: the digits of a number as written, repeated
 * names, and their order. A tree of `jsonc-parser` would only hold offsets, so that values still have to
 * be cut from the text and little code would be saved. The text must have been parsed before, so nothing
 * here checks for errors.
 *
 * The members of an object or the items of a list in the order of the text, including repeated names.
 *
 * @param text valid JSON; empty result for a value that is neither object nor list
 */
export function partsOf(text: string): JsonPart[] {
  const parts: JsonPart[] = []
  let depth = 0
  let begin = -1
  let name: string | undefined
  token.lastIndex = 0
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const mark = match[1] ?? ''
    const at = token.lastIndex - mark.length
    const closes = mark === '}' || mark === ']'
    if (closes) depth -= 1
    const ends = depth === 1 ? mark === ',' : closes && depth === 0
    if (depth === 1 && mark === ':') {
      name = decodeText(text.slice(begin, at))
      begin = -1
    } else if (ends) {
      if (begin !== -1) parts.push({ name: name ?? '', raw: text.slice(begin, at).trimEnd() })
      begin = -1
      name = undefined
    } else if (depth === 1 && begin === -1) {
      begin = at
    }
    if (mark === '{' || mark === '[') depth += 1
  }
  return parts
}

/** The JSON type of a value from its text, as Go's messages name it. */
export function goTypeOf(raw: string): 'string' | 'object' | 'array' | 'bool' | 'null' | 'number' {
  switch (raw.charAt(0)) {
    case '"':
      return 'string'
    case '{':
      return 'object'
    case '[':
      return 'array'
    case 't':
    case 'f':
      return 'bool'
    case 'n':
      return 'null'
    default:
      return 'number'
  }
}

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g
const perhapsLone = /\\u[dD][89a-fA-F]|[\uD800-\uDFFF]/

const wellFormed = (text: string) => text.replaceAll(loneSurrogate, '\uFFFD')

/** A JSON string as Go decodes it: half a surrogate pair becomes the replacement character. */
export const decodeText = (raw: string): string => wellFormed(JSON.parse(raw) as string)

/** Any JSON value as Go decodes it. */
export function decodeValue(raw: string): JsonValue {
  const text = perhapsLone.test(raw)
    ? raw.replaceAll(stringToken, (part) => JSON.stringify(decodeText(part)))
    : raw
  return parseJson(text)
}

/** The first number that is too large for a float, which Go refuses wherever it decodes numbers. */
export function overflowingNumber(raw: string): string | undefined {
  const numbers = raw.replaceAll(stringToken, '""').match(/-?\d[\d.eE+-]*/g) ?? []
  return numbers.find((literal) => !Number.isFinite(Number(literal)))
}

const escapedByGo: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

/** JSON as Go's encoder writes it: longer, because it escapes characters that are special in HTML. */
export const encodeByGo = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/[<>&\u2028\u2029]/g, (mark) => escapedByGo[mark] ?? mark)
