import { isJsonObject, sameJson, type JsonValue } from '../model/json'
import { sameMapper } from '../mapper/text'

/** Fields that the server takes and never gives back: their absence in an answer says nothing. */
export const writeOnlyFields: ReadonlySet<string> = new Set([
  'client_secret',
  'apple_private_key',
  'auto_link',
])

/** Fields whose value is a secret: a draft holds only a reference to it. */
export const secretFields: ReadonlySet<string> = new Set(['client_secret', 'apple_private_key'])

/** Lists in which order and repetition mean nothing: both sides' changes are merged. */
export const setFields: ReadonlySet<string> = new Set(['domains', 'scope'])

/** What a draft holds in place of a secret; the secret itself is in the keychain under `ref`. */
export interface SecretReference {
  readonly [key: string]: JsonValue
  readonly $secret: string
}

export function isSecretReference(value: JsonValue | undefined): value is SecretReference {
  return isJsonObject(value) && typeof value['$secret'] === 'string'
}

/** Equality as the server means it: a mapper is its text, wherever it is stored. */
export function sameField(
  field: string,
  left: JsonValue | undefined,
  right: JsonValue | undefined,
): boolean {
  if (field === 'mapper_url' && typeof left === 'string' && typeof right === 'string') {
    return sameMapper(left, right)
  }
  return sameJson(left, right)
}
