// Separate from the schemas, so that short commands need not load zod.
export type JsonPrimitive = string | number | boolean | null
export type JsonArray = readonly JsonValue[]
export interface JsonObject {
  readonly [key: string]: JsonValue
}
export type JsonValue = JsonPrimitive | JsonArray | JsonObject

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** `Array.isArray` with the JSON item type. */
export function isJsonArray(value: unknown): value is JsonArray {
  return Array.isArray(value)
}

/** `JSON.parse` with a type; throws a SyntaxError. */
export function parseJson(text: string): JsonValue {
  // JSON.parse returns only JSON values.
  return JSON.parse(text) as JsonValue
}

/** Deep equality; member order does not matter. */
export function sameJson(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (left === right) return true
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, i) => sameJson(item, right[i]))
  }
  if (!isJsonObject(left) || !isJsonObject(right)) return false
  const keys = Object.keys(left)
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key], right[key]))
  )
}

/** The member if it is text, else `undefined`. */
export function textMember(object: JsonObject, key: string): string | undefined {
  const value = object[key]
  return typeof value === 'string' ? value : undefined
}

/** The text items of a list member. */
export function textListMember(object: JsonObject, key: string): string[] {
  const value = object[key]
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : []
}
