import { failure, success, type Result } from '../../errors/result'
import { isJsonObject, type JsonValue } from '../../model/json-value'
import { claimFields, type ClaimName, type ClaimType } from './claim-fields'

/** Go's names of the types, as its decoder's messages have them. */
const goTypes: Readonly<Record<ClaimType, string>> = {
  text: 'string',
  flag: 'bool',
  'flag-or-text': 'bool',
  integer: 'int64',
  locale: 'string',
  list: '[]string',
  'raw-object': 'map[string]interface {}',
}

/**
 * One claim as Kratos decodes it.
 *
 * @returns the value, or the text of the error with which Kratos stops.
 */
export function decodeClaim(name: ClaimName, value: JsonValue): Result<JsonValue, string> {
  const type = claimFields[name]
  switch (type) {
    case 'text':
      return value === null || typeof value === 'string'
        ? success(value)
        : mismatch(name, value, type)
    case 'flag':
      return value === null || typeof value === 'boolean'
        ? success(value)
        : mismatch(name, value, type)
    case 'flag-or-text':
      return flagOrText(value)
    case 'integer':
      return value === null || isInteger(value) ? success(value) : mismatch(name, value, type)
    case 'locale':
      return locale(name, value)
    case 'list':
      return list(name, value)
    case 'raw-object':
      return value === null || isJsonObject(value) ? success(value) : mismatch(name, value, type)
  }
}

/** Whether Go leaves the value out: `omitempty`. */
export function isEmpty(value: JsonValue): boolean {
  return (
    value === null ||
    value === '' ||
    value === false ||
    value === 0 ||
    (Array.isArray(value) && value.length === 0)
  )
}

function flagOrText(value: JsonValue): Result<JsonValue, string> {
  if (value === true || value === 'true') return success(true)
  if (value === false || value === 'false') return success(false)
  return failure(`boolean unmarshal error: invalid input ${JSON.stringify(value)}`)
}

const isInteger = (value: JsonValue): boolean =>
  typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 2 ** 63

/** Some providers send `{ language, country }`, which becomes `de-DE`. */
function locale(name: ClaimName, value: JsonValue): Result<JsonValue, string> {
  if (value === null || typeof value === 'string') return success(value)
  if (!isJsonObject(value)) return mismatch(name, value, 'locale')
  const parts = [value['language'], value['country']].map((part) => part ?? '')
  if (!parts.every((part) => typeof part === 'string')) return mismatch(name, value, 'locale')
  return success(parts.filter((part) => part !== '').join('-'))
}

function list(name: ClaimName, value: JsonValue): Result<JsonValue, string> {
  if (value === null) return success(value)
  if (!Array.isArray(value)) return mismatch(name, value, 'list')
  const wrong: JsonValue | undefined = value.find(
    (item: JsonValue) => item !== null && typeof item !== 'string',
  )
  if (wrong !== undefined) return mismatch(name, wrong, 'text')
  return success(value.map((item: JsonValue) => item ?? ''))
}

function mismatch(name: ClaimName, value: JsonValue, type: ClaimType): Result<never, string> {
  const goType = goTypes[type]
  const got = type === 'integer' && typeof value === 'number' ? `number ${value}` : jsonType(value)
  return failure(
    `json: cannot unmarshal ${got} into Go struct field Claims.${name} of type ${goType}`,
  )
}

function jsonType(value: JsonValue): string {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}
