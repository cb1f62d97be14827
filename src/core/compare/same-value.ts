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

/** Whether a value says nothing: Ory writes an unset field in several ways. */
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

/**
 * Equality as the server sees it, for many values: the hash of a text that many connections have is
 * worked out once.
 */
export function createSameValue(): SameValue {
  const hashOf = onceEach(mapperHash)
  return (field, left, right) => {
    if (left === right || (isNothing(left) && isNothing(right))) return true
    // Files and some servers do not say whether a connection is enabled.
    if (field === 'state' && (isNothing(left) || isNothing(right))) return true
    if (contentFields.has(field) && typeof left === 'string' && typeof right === 'string') {
      const hash = hashOf(left)
      return hash !== undefined && hash === hashOf(right)
    }
    // Most are the same as they are written.
    if (sameField(field, left, right)) return true
    return anyCaseFields.has(field) && sameField(field, anyCase(left), anyCase(right))
  }
}
