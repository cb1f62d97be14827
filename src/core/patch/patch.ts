import jsonPatch from 'fast-json-patch'
import type { JsonValue } from '../model/json'

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

export function cloneJson(value: JsonValue): JsonValue {
  // A clone of JSON is JSON, but the library does not type it.
  return jsonPatch.deepClone(value) as JsonValue
}

/**
 * The document after a patch; neither argument is modified.
 * @throws where an operation does not fit the document.
 */
export function applyPatch(document: JsonValue, operations: readonly PatchOperation[]): JsonValue {
  const copy = cloneJson(document)
  jsonPatch.applyPatch(copy, jsonPatch.deepClone(operations), true)
  return copy
}
