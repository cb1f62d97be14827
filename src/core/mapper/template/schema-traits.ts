import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json'
import { identifierKeyword } from '../kratos/identifier-keyword'
import type { TraitType } from './template'

/** A trait of an identity schema that is not an object. */
export interface SchemaTrait {
  readonly path: readonly string[]
  /** Absent where the schema allows several types or does not say. */
  readonly type?: TraitType
  readonly format?: string
  /** The type of a list's items, if the schema says; `other` is a type that no trait has. */
  readonly items?: TraitType | 'other'
  /** What the schema says of a list's items, where it says anything. */
  readonly item?: Pick<SchemaTrait, 'format' | 'via'>
  /** Whether it and all objects around it are required. */
  readonly required: boolean
  /** How Ory can contact a person through this trait. */
  readonly via?: 'email' | 'sms'
  /** Whether people sign in with it, by password or code. */
  readonly identifier: boolean
  /** The only value that the schema allows. */
  readonly only?: JsonValue
  /** Whether the schema lists the allowed values. */
  readonly listed: boolean
}

const deepest = 8

/**
 * The traits of an identity schema, in its order. Objects are searched by their `properties`; schemas
 * in `allOf` or behind a `$ref` are not.
 */
export function schemaTraits(schema: JsonObject): SchemaTrait[] {
  const traits = memberOf(schema['properties'], 'traits')
  return isJsonObject(traits) ? membersOf(traits, [], true) : []
}

function membersOf(schema: JsonObject, path: readonly string[], required: boolean): SchemaTrait[] {
  const { properties } = schema
  if (!isJsonObject(properties) || path.length >= deepest) return []
  const demanded = Array.isArray(schema['required']) ? schema['required'] : []
  return Object.entries(properties).flatMap(([name, member]) => {
    if (!isJsonObject(member)) return []
    const isRequired = required && demanded.includes(name)
    const isObject = isJsonObject(member['properties']) || member['type'] === 'object'
    return isObject
      ? membersOf(member, [...path, name], isRequired)
      : [traitOf(member, [...path, name], isRequired)]
  })
}

function traitOf(schema: JsonObject, path: readonly string[], required: boolean): SchemaTrait {
  const type = typeOf(schema['type'])
  const { format, items } = schema
  const mark = schema[identifierKeyword]
  const via = viaOf(mark)
  const values = Array.isArray(schema['enum']) ? schema['enum'] : undefined
  const only = schema['const'] ?? (values?.length === 1 ? values[0] : undefined)
  return {
    path,
    required,
    identifier: isIdentifier(mark),
    listed: values !== undefined,
    ...(type ? { type } : {}),
    ...(typeof format === 'string' ? { format } : {}),
    ...(type === 'array' && isJsonObject(items) && items['type'] !== undefined
      ? { items: typeOf(items['type']) ?? 'other' }
      : {}),
    ...(type === 'array' && isJsonObject(items) ? itemOf(items) : {}),
    ...(via ? { via } : {}),
    ...(only === undefined ? {} : { only }),
  }
}

function itemOf(schema: JsonObject): Pick<SchemaTrait, 'item'> {
  const { format } = schema
  const via = viaOf(schema[identifierKeyword])
  const item = { ...(typeof format === 'string' ? { format } : {}), ...(via ? { via } : {}) }
  return Object.keys(item).length > 0 ? { item } : {}
}

function typeOf(type: JsonValue | undefined): TraitType | undefined {
  const types = (Array.isArray(type) ? type : [type]).filter((name) => name !== 'null')
  const [only] = types
  if (types.length !== 1) return undefined
  if (only === 'integer') return 'number'
  return only === 'string' || only === 'boolean' || only === 'number' || only === 'array'
    ? only
    : undefined
}

function viaOf(mark: JsonValue | undefined): 'email' | 'sms' | undefined {
  const code = memberOf(memberOf(mark, 'credentials'), 'code')
  const parts = [memberOf(mark, 'verification'), memberOf(mark, 'recovery'), code]
  const via = parts.map((part) => memberOf(part, 'via')).find((value) => value !== undefined)
  return via === 'email' || via === 'sms' ? via : undefined
}

function isIdentifier(mark: JsonValue | undefined): boolean {
  const credentials = memberOf(mark, 'credentials')
  if (!isJsonObject(credentials)) return false
  return Object.values(credentials).some((entry) => memberOf(entry, 'identifier') === true)
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}
