import jsonPatch from 'fast-json-patch'
import { isJsonArray, isJsonObject, type JsonValue } from '../model/json'

/** RFC 6902 operations that Ory's server is known to accept; no others are used. */
export type PatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: JsonValue }
  | { readonly op: 'remove'; readonly path: string }

/** Escapes a member name for a JSON Pointer (RFC 6901). */
export function pointerSegment(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** The operation that sets or removes one member; `undefined` where it is absent already. */
export function memberOperation(
  path: string,
  present: boolean,
  value: JsonValue | undefined,
): PatchOperation[] {
  if (value === undefined) return present ? [{ op: 'remove', path }] : []
  return [{ op: present ? 'replace' : 'add', path, value }]
}

/** The member or item that a segment of a path names in a value; `undefined` where it has none. */
function placeIn(value: JsonValue, segment: string): string | number | undefined {
  const name = jsonPatch.unescapePathComponent(segment)
  if (isJsonArray(value)) return Number(name) < value.length ? Number(name) : undefined
  return isJsonObject(value) && Object.hasOwn(value, name) ? name : undefined
}

/**
 * The document after a patch; neither argument is modified. What no operation touches is the very same value in both
 * documents: a project is megabytes, and a patch changes a few places of it.
 * @throws where an operation does not fit the document.
 */
export function applyPatch(document: JsonValue, operations: readonly PatchOperation[]): JsonValue {
  const copies = new WeakSet<object>()
  function own(value: JsonValue): JsonValue {
    if (typeof value !== 'object' || value === null || copies.has(value)) return value
    const copy = isJsonArray(value) ? [...value] : { ...value }
    copies.add(copy)
    return copy
  }
  const after = own(document)
  // A later operation may change the value that an earlier one added.
  for (const [index, operation] of jsonPatch.deepClone(operations).entries()) {
    let container: JsonValue = after
    for (const segment of operation.path.split('/').slice(1, -1)) {
      const place = placeIn(container, segment)
      if (place === undefined) break
      // It is a copy, made above.
      const copy = container as Record<string | number, JsonValue>
      container = copy[place] = own(copy[place] ?? null)
    }
    jsonPatch.applyOperation(after, operation, true, true, true, index)
  }
  return after
}
