import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json'

/**
 * Traits as Kratos merges them: objects are merged member by member; every other value of `winner`
 * replaces that of `base`, including empty texts, empty lists and null. An empty object changes
 * nothing.
 */
export function mergeTraits(winner: JsonObject, base: JsonObject): JsonObject {
  const merged: Record<string, JsonValue> = { ...base }
  for (const [name, value] of Object.entries(winner)) {
    const old = Object.hasOwn(base, name) ? base[name] : undefined
    // Defined, not assigned: a member may be named `__proto__`.
    Object.defineProperty(merged, name, {
      value: isJsonObject(value) && isJsonObject(old) ? mergeTraits(value, old) : value,
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }
  return merged
}
