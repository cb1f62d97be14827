import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../model/json'

/** A value inside a JSON object, except an object with members. A list is one value. */
export interface Leaf {
  readonly path: readonly string[]
  readonly value: JsonValue
}

/** All leaves, in the order of the members. */
export function leavesOf(value: JsonValue, path: readonly string[] = []): Leaf[] {
  if (!isJsonObject(value)) return [{ path, value }]
  const members = Object.entries(value)
  if (members.length === 0 && path.length > 0) return [{ path, value }]
  return members.flatMap(([name, member]) => leavesOf(member, [...path, name]))
}

/** The value at a path of members and positions in lists. */
export function valueAt(
  value: JsonValue | undefined,
  path: readonly string[],
): JsonValue | undefined {
  const [name, ...rest] = path
  if (name === undefined || value === undefined) return value
  if (isJsonArray(value)) return valueAt(value[Number(name)], rest)
  const own = isJsonObject(value) && Object.hasOwn(value, name)
  return own ? valueAt(value[name], rest) : undefined
}

/** A copy with another value at a path of members; `undefined` removes the member. */
export function withValueAt(
  object: JsonObject,
  [name, ...rest]: readonly string[],
  value: JsonValue | undefined,
): JsonObject {
  if (name === undefined) return object
  const inner = Object.hasOwn(object, name) ? object[name] : undefined
  const changed = rest.length > 0 && isJsonObject(inner) ? withValueAt(inner, rest, value) : value
  const entries = Object.entries(object)
  return Object.fromEntries(
    changed === undefined
      ? entries.filter(([key]) => key !== name)
      : entries.map(([key, old]) => [key, key === name ? changed : old]),
  )
}

/** A path as written in a mapper: `raw_claims.groups`, `raw_claims["https://x/roles"]`. */
export function pathText(path: readonly string[]): string {
  return path
    .map((name, i) =>
      /^[A-Za-z_]\w*$/.test(name) ? `${i === 0 ? '' : '.'}${name}` : `[${JSON.stringify(name)}]`,
    )
    .join('')
}
