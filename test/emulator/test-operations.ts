import jsonPatch from 'fast-json-patch'
import { isDeepStrictEqual } from 'node:util'
import { parameter, type Call } from '../../src/emulator/operations/call'
import { ApiError } from '../../src/emulator/state/errors'
import { isObject, type JsonValue } from '../../src/emulator/state/json'
import { normalizedRevision } from '../../src/emulator/state/normalized'
import { applyPatch } from '../../src/emulator/state/patch'

const isTest = (operation: JsonValue) => isObject(operation) && operation['op'] === 'test'

/**
 * The body of a JSON Patch without its `test` operations, as a server takes it that knows them.
 * Throws 400 where one of them fails on what the operations before it make of the project.
 */
export function passedTests(call: Call, operation: string): JsonValue | undefined {
  const { body, world, workspaces, parameters } = call
  if (!Array.isArray(body)) return body
  const others = body.filter((operation) => !isTest(operation))
  if (others.length === body.length) return body
  const project = world.project(parameter(call, 'project_id'), workspaces)
  const asked = parameters['revision_id']
  // The operation itself says that it is not the current one.
  if (asked !== undefined && asked !== project.revision_id) return others
  const before =
    operation === 'patchNormalizedProject'
      ? normalizedRevision(world, project)
      : world.fullDocument(project)
  body.forEach((operation, index) => {
    if (!isObject(operation) || !isTest(operation)) return
    const { path, value } = operation
    if (typeof path !== 'string' || value === undefined)
      throw new ApiError(400, `operation ${index} (test) has no path or no value`)
    const earlier = body.slice(0, index).filter((item) => !isTest(item))
    const there = valueAt(applyPatch(before, earlier), path)
    if (!isDeepStrictEqual(there, value)) throw new ApiError(400, `testing value ${path} failed`)
  })
  return others
}

/** `undefined` where there is nothing. */
function valueAt(document: JsonValue, path: string): unknown {
  try {
    return jsonPatch.getValueByPointer(document, path)
  } catch {
    // The library throws where a parent is missing.
    return undefined
  }
}
