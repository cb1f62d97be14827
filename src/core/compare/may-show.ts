import { knownFields } from '../fields/fields'
import { isJsonArray, isJsonObject, type JsonValue } from '../model/json'
import { isSafeValue, isUnsafeText } from '../set-up-file/secrets'

function hasSafeTexts(value: JsonValue): boolean {
  if (typeof value === 'string') return !isUnsafeText(value)
  if (isJsonArray(value)) return value.every(hasSafeTexts)
  return !isJsonObject(value) || Object.values(value).every(hasSafeTexts)
}

/**
 * Whether a value may be shown and taken to another project: no text in it looks like a secret. In a field
 * of the table the names of members say nothing, since `id_token` is a claim's place; elsewhere they do.
 */
export function mayShow(field: string, value: JsonValue): boolean {
  return knownFields.has(field) ? hasSafeTexts(value) : isSafeValue(value)
}
