export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject
export interface JsonObject {
  [name: string]: JsonValue
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function clone<T>(value: T): T {
  return structuredClone(value)
}

/** The members of `object` that are named in `names`, in the object's own order. */
export function pick(object: JsonObject, names: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => names.has(name)))
}

/** The members of `object` except those named in `names`. */
export function omit(object: JsonObject, names: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.has(name)))
}

/** A text unchanged, any other value as JSON. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

/** Follows member names down; `undefined` where one is missing or not an object. */
export function memberAt(value: JsonValue, ...names: string[]): JsonValue | undefined {
  let node: JsonValue | undefined = value
  for (const name of names) node = isObject(node) ? node[name] : undefined
  return node
}
