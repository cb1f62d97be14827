import type { JsonObject, JsonValue } from '../../src/core/model/json-value'

/** Looks like an address. */
export const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** Types, names of members and lengths of lists; nothing of the values. */
export function shape(value: JsonValue): unknown {
  if (Array.isArray(value)) return value.map((item: JsonValue) => shape(item))
  if (typeof value !== 'object' || value === null) return value === null ? null : typeof value
  return Object.entries(value as JsonObject).map(([name, item]) => [name, shape(item)])
}

/** Every text and number in a value, as texts. */
export function texts(value: JsonValue): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number') return [String(value)]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value as object).flatMap((item) => texts(item as JsonValue))
}

/** Its words, in lower case. */
export const wordsIn = (text: string) => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
