import { contentFields } from '../fields/fields'
import { sameMapper } from '../mapper/text'
import { isJsonObject, sameJson, type JsonValue } from '../model/json'

/** What a draft holds in place of a secret; the secret itself is in the keychain under `ref`. */
export interface SecretReference {
  readonly [key: string]: JsonValue
  readonly $secret: string
}

export function isSecretReference(value: JsonValue | undefined): value is SecretReference {
  return isJsonObject(value) && typeof value['$secret'] === 'string'
}

/** Equality as the server means it: a mapper or metadata is its text, wherever it is stored. */
export function sameField(
  field: string,
  left: JsonValue | undefined,
  right: JsonValue | undefined,
): boolean {
  if (contentFields.has(field) && typeof left === 'string' && typeof right === 'string') {
    return sameMapper(left, right)
  }
  return sameJson(left, right)
}
