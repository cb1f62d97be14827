import { ApiError } from './errors'
import { clone, isObject, textOf, type JsonObject, type JsonValue } from './json'

interface Operation {
  op: 'add' | 'remove' | 'replace'
  path: string
  segments: string[]
  value: JsonValue | undefined
}

/**
 * JSON Patch as Ory's servers take it: add, remove and replace only; `replace` of an object member
 * works as `add` and makes the parents that are missing; array indexes are exact.
 * Works on a copy, so a patch has its whole effect or none.
 */
export function applyPatch(document: JsonObject, patch: JsonValue | undefined): JsonObject {
  const operations = parsePatch(patch)
  const result = clone(document)
  for (const operation of operations) applyOperation(result, operation)
  return result
}

function parsePatch(patch: JsonValue | undefined): Operation[] {
  if (!Array.isArray(patch)) {
    throw new ApiError(400, 'json: cannot unmarshal object into Go value of type []JsonPatch')
  }
  return patch.map((item, index) => {
    if (!isObject(item)) throw new ApiError(400, `operation ${index} is not an object`)
    const { op, path } = item
    if (typeof path !== 'string') throw new ApiError(400, `operation ${index} has no path`)
    if (op !== 'add' && op !== 'remove' && op !== 'replace') {
      throw new ApiError(400, `unsupported operation: ${textOf(op)}`)
    }
    if (op !== 'remove' && !('value' in item)) {
      throw new ApiError(400, `operation ${index} (${op} ${path}) has no value`)
    }
    return { op, path, segments: parsePointer(path), value: item['value'] }
  })
}

function parsePointer(path: string): string[] {
  if (path === '' || !path.startsWith('/') || /~(?![01])/.test(path)) {
    throw new ApiError(400, `invalid JSON Pointer "${path}"`)
  }
  const segments = path.slice(1).split('/')
  return segments.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function applyOperation(document: JsonObject, operation: Operation): void {
  const { op, path, segments } = operation
  const parent = parentOf(document, operation)
  const last = segments[segments.length - 1] ?? ''
  const value = operation.value === undefined ? null : clone(operation.value)
  if (Array.isArray(parent)) {
    if (op === 'add')
      parent.splice(last === '-' ? parent.length : toIndex(last, parent.length, path), 0, value)
    else
      parent.splice(toIndex(last, parent.length - 1, path), 1, ...(op === 'replace' ? [value] : []))
    return
  }
  if (op === 'remove') {
    if (!Object.hasOwn(parent, last)) {
      throw new ApiError(400, `unable to remove nonexistent key: ${path}: missing value`)
    }
    delete parent[last]
    return
  }
  setMember(parent, last, value)
}

function parentOf(
  document: JsonObject,
  { op, path, segments }: Operation,
): JsonObject | JsonValue[] {
  const creates = op === 'replace' && !/^(?:-|\d+)$/.test(segments[segments.length - 1] ?? '')
  let node: JsonObject | JsonValue[] = document
  for (const segment of segments.slice(0, -1)) {
    let next: JsonValue | undefined
    if (Array.isArray(node)) {
      next = node[toIndex(segment, node.length - 1, path)]
    } else {
      next = Object.hasOwn(node, segment) ? node[segment] : undefined
      if (next === undefined && creates) {
        next = {}
        setMember(node, segment, next)
      }
    }
    if (!Array.isArray(next) && !isObject(next)) {
      throw new ApiError(400, `${op} operation does not apply: doc is missing path: ${path}`)
    }
    node = next
  }
  return node
}

function toIndex(segment: string, highest: number, path: string): number {
  if (!/^(?:0|[1-9]\d*)$/.test(segment) || Number(segment) > highest) {
    throw new ApiError(400, `unable to access invalid index: ${path}: invalid index referenced`)
  }
  return Number(segment)
}

/** A plain assignment of `__proto__` would set the prototype instead. */
function setMember(object: JsonObject, name: string, value: JsonValue): void {
  Object.defineProperty(object, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  })
}
