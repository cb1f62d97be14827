import { secretFields } from '../fields/fields'
import { isSecretReference } from '../intents/secret-places'
import { methodPointer, protocols } from '../model/connection'
import { isJsonArray, isJsonObject, type JsonValue } from '../model/json'
import { scimClientsMember } from '../model/scim-client'
import type { PatchOperation } from '../patch/patch'

type Secret = (reference: string) => string

/** A secret field's value; any other value as it is. */
const filled = (field: string, value: JsonValue, secret: Secret): JsonValue =>
  secretFields.has(field) && isSecretReference(value) ? secret(value.$secret) : value

/** An entry of `providers`, by its own secret members. */
function entry(value: JsonValue, secret: Secret): JsonValue {
  if (!isJsonObject(value)) return value
  const members = Object.entries(value)
  return Object.fromEntries(members.map(([name, item]) => [name, filled(name, item, secret)]))
}

const entries = (value: JsonValue, secret: Secret): JsonValue =>
  isJsonArray(value) ? value.map((item) => entry(item, secret)) : value

/** An object with one of its members made anew. */
function withMember(
  value: JsonValue,
  name: string,
  make: (member: JsonValue) => JsonValue,
): JsonValue {
  if (!isJsonObject(value)) return value
  const { [name]: member } = value
  return member === undefined ? value : { ...value, [name]: make(member) }
}

/** The value of an operation at a path inside a list of entries. */
function filledIn(inside: readonly string[], value: JsonValue, secret: Secret): JsonValue {
  const [position, field, ...deeper] = inside
  if (position === undefined) return entries(value, secret)
  if (field === undefined) return entry(value, secret)
  return deeper.length === 0 ? filled(field, value, secret) : value
}

/** The value of an operation at a path: in `providers` of a method and in SCIM clients alone there are secrets. */
function filledAt(path: string, value: JsonValue, secret: Secret): JsonValue {
  const [, list, ...inside] = path.split('/')
  if (list === scimClientsMember) return filledIn(inside, value, secret)
  const pointer = protocols
    .map(methodPointer)
    .find((each) => path === each || path.startsWith(`${each}/`))
  if (pointer === undefined) return value
  const inConfig = (config: JsonValue) =>
    withMember(config, 'providers', (all) => entries(all, secret))
  const [config, providers, ...place] = path.slice(pointer.length).split('/').slice(1)
  if (config === undefined) return withMember(value, 'config', inConfig)
  if (config !== 'config') return value
  if (providers === undefined) return inConfig(value)
  return providers === 'providers' ? filledIn(place, value, secret) : value
}

/**
 * The operations with `secret(reference)` in the place of each reference in a secret field of a connection or a SCIM client.
 * What looks like a reference anywhere else stays as it is.
 */
export function fillSecrets(
  operations: readonly PatchOperation[],
  secret: Secret,
): PatchOperation[] {
  return operations.map((operation) =>
    operation.op === 'remove'
      ? operation
      : { ...operation, value: filledAt(operation.path, operation.value, secret) },
  )
}
