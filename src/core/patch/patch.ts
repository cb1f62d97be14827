import jsonPatch from 'fast-json-patch'
import { isJsonArray, type JsonValue } from '../model/json'

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

type Container = Record<string | number, JsonValue>

/**
 * Applies a patch without modifying its arguments; untouched values keep their identity, because projects are
 * megabytes. Throws if an operation does not fit.
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
    // Every container down to the place is a copy. A path that leads nowhere throws, here or in the library.
    let container = after as Container
    for (const segment of operation.path.split('/').slice(1, -1)) {
      const name = jsonPatch.unescapePathComponent(segment)
      const place = isJsonArray(container) ? Number(name) : name
      // Where there is none, the next step throws.
      container = (container[place] = own(container[place] as JsonValue)) as Container
    }
    jsonPatch.applyOperation(after, operation, true, true, true, index)
  }
  return after
}
