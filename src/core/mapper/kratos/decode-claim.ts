import { failure, success, type Result } from '../../errors/result'
import type { JsonValue } from '../../model/json'
import { decodeText, decodeValue, goTypeOf, overflowingNumber, partsOf } from './go-json'
import type { JsonPart } from './go-json'

/** How Go decodes a field of a structure. */
export type FieldType =
  | 'text'
  | 'flag'
  | 'flag-or-text'
  | 'integer'
  | 'locale'
  | 'list'
  | 'raw-object'
  /** The following types only occur in ID tokens. */
  | 'audience'
  | 'time'
  | 'time-or-nothing'
  | 'text-map'
  /** This one only occurs in userinfo answers. */
  | 'userinfo-flag'

/** The types as Go's decoder names them in messages. */
const goTypes: Readonly<Record<FieldType, string>> = {
  text: 'string',
  flag: 'bool',
  'flag-or-text': 'bool',
  integer: 'int64',
  locale: 'string',
  list: '[]string',
  'raw-object': 'map[string]interface {}',
  audience: '[]string',
  time: 'json.Number',
  'time-or-nothing': 'json.Number',
  'text-map': 'map[string]string',
  'userinfo-flag': 'bool',
}

/** Types with a decoder of their own: its error stops at once, other errors are returned at the end. */
const ownDecoder = new Set<FieldType>([
  'flag-or-text',
  'userinfo-flag',
  'locale',
  'audience',
  'time',
  'time-or-nothing',
])

/** The key by which Go matches a field: without case, and with two lookalike letters replaced. */
export const foldedName = (name: string): string =>
  name
    .replaceAll('\u017F', 's')
    .replaceAll('\u212A', 'k')
    .replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())

/**
 * Members as Go's `encoding/json` decodes them into a structure. Names match without case, the last of
 * two wins, and null changes nothing.
 *
 * @param structure its name, used in messages
 * @returns the fields that were set, or the text of the error that Go returns
 */
export function decodeStructure<Name extends string>(
  structure: string,
  fields: Readonly<Record<Name, FieldType>>,
  members: readonly JsonPart[],
): Result<Partial<Record<Name, JsonValue>>, string> {
  const values: Partial<Record<Name, JsonValue>> = {}
  let first: string | undefined
  for (const { name: written, raw } of members) {
    const name = fieldName(fields, written)
    if (name === undefined) continue
    const type = fields[name]
    const decoded = decode(type, raw, `Go struct field ${structure}.${name}`)
    if (!decoded.ok) {
      if (ownDecoder.has(type)) return decoded
      first ??= decoded.error
    } else if (decoded.value !== undefined) {
      values[name] = decoded.value
    }
  }
  return first === undefined ? success(values) : failure(first)
}

function fieldName<Name extends string>(
  fields: Readonly<Record<Name, FieldType>>,
  written: string,
): Name | undefined {
  const known = (name: string): name is Name => Object.hasOwn(fields, name)
  if (known(written)) return written
  const folded = foldedName(written)
  return known(folded) ? folded : undefined
}

/** Whether Go omits the value: `omitempty`. */
export function isEmpty(value: JsonValue | undefined): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    value === false ||
    value === 0 ||
    (Array.isArray(value) && value.length === 0)
  )
}

/** The value; `undefined` where the field keeps its value. */
type Decoded = Result<JsonValue | undefined, string>

function decode(type: FieldType, raw: string, place: string): Decoded {
  const got = goTypeOf(raw)
  const wrong = (what: string = got, wanted = goTypes[type]) =>
    failure(`json: cannot unmarshal ${what} into ${place} of type ${wanted}`)

  switch (type) {
    case 'flag-or-text':
      return flagOrText(raw, `boolean unmarshal error: invalid input ${raw}`)
    case 'userinfo-flag':
      return flagOrText(raw, 'invalid value for boolean')
    case 'locale':
      return got === 'null' || got === 'object' ? locale(raw, wrong) : text(raw, wrong)
    case 'audience':
      return audience(raw, wrong)
    case 'time':
      return time(raw, wrong)
    case 'time-or-nothing':
      return got === 'null' ? success(undefined) : time(raw, wrong)
    case 'text':
      return text(raw, wrong)
    case 'flag':
      if (got === 'null') return success(undefined)
      return got === 'bool' ? success(raw === 'true') : wrong()
    case 'integer':
      if (got === 'null') return success(undefined)
      if (got !== 'number') return wrong()
      return isInt64(raw) ? success(Number(raw)) : wrong(`number ${raw}`)
    case 'list':
      return texts(raw, wrong)
    case 'text-map':
      return textMap(raw, wrong)
    case 'raw-object': {
      if (got === 'null') return success(undefined)
      const tooLarge = overflowingNumber(raw)
      if (got !== 'object') return wrong()
      return tooLarge === undefined
        ? success(decodeValue(raw))
        : wrong(`number ${tooLarge}`, 'float64')
    }
  }
}

type Wrong = (what?: string, wanted?: string) => Result<never, string>

function text(raw: string, wrong: Wrong): Decoded {
  if (goTypeOf(raw) === 'null') return success(undefined)
  return goTypeOf(raw) === 'string' ? success(decodeText(raw)) : wrong(undefined, 'string')
}

/** Apple sends the flag as text. Null is an error too. */
function flagOrText(raw: string, otherwise: string): Decoded {
  if (raw === 'true' || raw === '"true"') return success(true)
  if (raw === 'false' || raw === '"false"') return success(false)
  return failure(otherwise)
}

/** LinkedIn sends `{ language, country }`, which becomes `de-DE`; null clears the field. */
function locale(raw: string, wrong: Wrong): Decoded {
  const decoded = decodeStructure('', { language: 'text', country: 'text' }, partsOf(raw))
  if (!decoded.ok) return wrong()
  const { language, country } = decoded.value
  const parts = [language, country].filter((part) => typeof part === 'string' && part !== '')
  return success(parts.map(String).join('-'))
}

function texts(raw: string, wrong: Wrong): Decoded {
  const got = goTypeOf(raw)
  if (got === 'null') return success([])
  if (got !== 'array') return wrong()
  const items: string[] = []
  for (const { raw: item } of partsOf(raw)) {
    const decoded = text(item, (what = goTypeOf(item)) => wrong(what, 'string'))
    if (!decoded.ok) return decoded
    items.push(typeof decoded.value === 'string' ? decoded.value : '')
  }
  return success(items)
}

function textMap(raw: string, wrong: Wrong): Decoded {
  const got = goTypeOf(raw)
  if (got === 'null') return success(undefined)
  if (got !== 'object') return wrong()
  const bad = partsOf(raw).find(({ raw: item }) => !['string', 'null'].includes(goTypeOf(item)))
  return bad ? wrong(goTypeOf(bad.raw), 'string') : success(undefined)
}

/** A text or a list of them. Go reads null as a text, which stays empty. */
function audience(raw: string, wrong: Wrong): Decoded {
  const got = goTypeOf(raw)
  if (got === 'null') return success([''])
  return got === 'string' ? success([decodeText(raw)]) : texts(raw, wrong)
}

/** A number, or a number as text, which Go reads as an integer or float. */
function time(raw: string, wrong: Wrong): Decoded {
  const got = goTypeOf(raw)
  if (got === 'null') return failure('strconv.ParseFloat: parsing "": invalid syntax')
  if (got === 'string') {
    const inside = decodeText(raw)
    if (!/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(inside)) {
      return failure(
        `json: invalid number literal, trying to unmarshal ${JSON.stringify(raw)} into Number`,
      )
    }
    return time(inside, wrong)
  }
  if (got !== 'number') return wrong()
  return Number.isFinite(Number(raw))
    ? success(Number(raw))
    : failure(`strconv.ParseFloat: parsing ${JSON.stringify(raw)}: value out of range`)
}

function isInt64(raw: string): boolean {
  if (!/^-?\d+$/.test(raw) || raw.length > 20) return false
  return BigInt.asIntN(64, BigInt(raw)) === BigInt(raw)
}
