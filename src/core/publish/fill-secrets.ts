import { isSecretPlace, isSecretReference } from '../intents/secret-places'
import { methodPointer, protocols } from '../model/connection'
import { isJsonArray, isJsonObject, type JsonValue } from '../model/json'
import { scimClientsMember } from '../model/scim-client'
import type { PatchOperation } from '../patch/patch'

/** What the entries of a list are, and the secret at each reference. */
interface Filling {
  readonly kind: 'connection' | 'scim-client'
  readonly secret: (reference: string) => string
}

/** The value of a field for a secret of such an entry; any other value as it is. */
const filled = (field: string, value: JsonValue, { kind, secret }: Filling): JsonValue =>
  isSecretPlace(kind, field) && isSecretReference(value) ? secret(value.$secret) : value

/** An entry of a list, by its own secret members. */
function entry(value: JsonValue, filling: Filling): JsonValue {
  if (!isJsonObject(value)) return value
  const members = Object.entries(value)
  return Object.fromEntries(members.map(([name, item]) => [name, filled(name, item, filling)]))
}

const entries = (value: JsonValue, filling: Filling): JsonValue =>
  isJsonArray(value) ? value.map((item) => entry(item, filling)) : value

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
function filledIn(inside: readonly string[], value: JsonValue, filling: Filling): JsonValue {
  const [position, field, ...deeper] = inside
  if (position === undefined) return entries(value, filling)
  if (field === undefined) return entry(value, filling)
  return deeper.length === 0 ? filled(field, value, filling) : value
}

/** The value of an operation at a path: in `providers` of a method and in SCIM clients alone there are secrets. */
function filledAt(path: string, value: JsonValue, secret: Filling['secret']): JsonValue {
  const [, list, ...inside] = path.split('/')
  if (list === scimClientsMember) return filledIn(inside, value, { kind: 'scim-client', secret })
  const filling: Filling = { kind: 'connection', secret }
  const pointer = protocols
    .map(methodPointer)
    .find((each) => path === each || path.startsWith(`${each}/`))
  if (pointer === undefined) return value
  const inConfig = (config: JsonValue) =>
    withMember(config, 'providers', (all) => entries(all, filling))
  const [config, providers, ...place] = path.slice(pointer.length).split('/').slice(1)
  if (config === undefined) return withMember(value, 'config', inConfig)
  if (config !== 'config') return value
  if (providers === undefined) return inConfig(value)
  return providers === 'providers' ? filledIn(place, value, filling) : value
}

/**
 * The operations with `secret(reference)` in the place of each reference in a secret field of a connection or a SCIM client.
 * What looks like a reference anywhere else stays as it is.
 */
export function fillSecrets(
  operations: readonly PatchOperation[],
  secret: Filling['secret'],
): PatchOperation[] {
  return operations.map((operation) =>
    operation.op === 'remove'
      ? operation
      : { ...operation, value: filledAt(operation.path, operation.value, secret) },
  )
}
