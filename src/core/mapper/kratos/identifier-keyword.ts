import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json-value'

/** The keyword by which an identity schema tells what a trait is for. */
export const identifierKeyword = 'ory.sh/kratos'

/** A trait that the schema uses as an address or as an identifier to sign in with. */
export interface IdentifierTrait {
  /** Members on the way to the trait. */
  readonly path: readonly string[]
  /** As Kratos keeps it: e-mail addresses are trimmed and in lower case. */
  readonly value: string
  readonly verification?: string
  readonly recovery?: string
  /** Whether a person can sign in with it: by password, code or security key. */
  readonly signIn: boolean
}

/**
 * The traits of an identity that its schema marks with `ory.sh/kratos`. Follows `properties`,
 * `items` and `allOf`; a schema of another shape gives fewer, never wrong ones.
 */
export function identifierTraits(schema: JsonObject, traits: JsonObject): IdentifierTrait[] {
  return visit(memberSchema(schema, 'traits'), traits, [])
}

function visit(schema: JsonValue | undefined, value: JsonValue, path: string[]): IdentifierTrait[] {
  if (!isJsonObject(schema)) return []
  const found = ownMark(schema, value, path)
  for (const part of listOf(schema['allOf'])) found.push(...visit(part, value, path))
  if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      found.push(...visit(memberSchema(schema, name), member, [...path, name]))
    }
  }
  for (const [at, item] of listOf(value).entries()) {
    found.push(...visit(schema['items'], item, [...path, String(at)]))
  }
  return found
}

function ownMark(schema: JsonObject, value: JsonValue, path: string[]): IdentifierTrait[] {
  const mark = schema[identifierKeyword]
  if (!isJsonObject(mark) || typeof value !== 'string') return []
  const verification = via(mark['verification'])
  const recovery = via(mark['recovery'])
  const credentials = isJsonObject(mark['credentials']) ? mark['credentials'] : {}
  const signIn = Object.values(credentials).some(
    (entry) => isJsonObject(entry) && entry['identifier'] === true,
  )
  const isEmail = verification === 'email' || recovery === 'email' || schema['format'] === 'email'
  return [
    {
      path,
      value: isEmail ? value.trim().toLowerCase() : value,
      signIn,
      ...(verification === undefined ? {} : { verification }),
      ...(recovery === undefined ? {} : { recovery }),
    },
  ]
}

function via(part: JsonValue | undefined): string | undefined {
  if (!isJsonObject(part)) return undefined
  return typeof part['via'] === 'string' ? part['via'] : undefined
}

function memberSchema(schema: JsonObject, name: string): JsonValue | undefined {
  const { properties } = schema
  return isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined
}

const listOf = (value: JsonValue | undefined): readonly JsonValue[] =>
  Array.isArray(value) ? value : []
