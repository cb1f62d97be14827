import { anyCaseFields, contentFields } from '../fields/fields'
import { sameField } from '../intents/field-values'
import { isJsonArray, type JsonValue } from '../model/json'
import { mapperHash } from '../model/mapper-text'
import { onceEach } from '../model/recent'

export type SameValue = (
  field: string,
  left: JsonValue | undefined,
  right: JsonValue | undefined,
) => boolean

/** Whether a value is empty: Ory writes unset fields in several ways. */
export function isNothing(value: JsonValue | undefined): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    (isJsonArray(value) && value.length === 0)
  )
}

const anyCase = (value: JsonValue | undefined) =>
  isJsonArray(value)
    ? value.map((item) => (typeof item === 'string' ? item.toLowerCase() : item))
    : value

/** Returns an equality test that matches the server's and caches hashes, since many connections share a text. */
export function createSameValue(): SameValue {
  const hashOf = onceEach(mapperHash)
  return (field, left, right) => {
    if (left === right || (isNothing(left) && isNothing(right))) return true
    // Files and some servers omit whether a connection is enabled.
    if (field === 'state' && (isNothing(left) || isNothing(right))) return true
    if (contentFields.has(field) && typeof left === 'string' && typeof right === 'string') {
      const hash = hashOf(left)
      return hash !== undefined && hash === hashOf(right)
    }
    if (sameField(field, left, right)) return true
    return anyCaseFields.has(field) && sameField(field, anyCase(left), anyCase(right))
  }
}
