import type { Around } from '../http/exchange'
import { ApiError } from '../state/errors'
import type { JsonValue } from '../state/json'
import type { StoredProject } from '../state/types'
import type { World } from '../state/world'

/** One authenticated request, and the data for its operation. */
export interface Call {
  world: World
  /** The workspaces that its key can access. */
  workspaces: readonly string[]
  parameters: Readonly<Record<string, string>>
  query: URLSearchParams
  body: JsonValue | undefined
}

export interface Answer {
  status: number
  body?: JsonValue
}

export type Operation = (call: Call) => Answer

/** Wraps the execution of an operation. */
export type Operate = (call: Call, run: Operation) => Answer

export type AroundOperations = Around<Operate>

export function parameter(call: Call, name: string): string {
  return call.parameters[name] ?? ''
}

/** The project of a guarded call. Throws 409 where its revision is not the current one. */
export function projectAtRevision(call: Call): StoredProject {
  const project = call.world.project(parameter(call, 'project_id'), call.workspaces)
  if (project.revision_id !== parameter(call, 'revision_id')) {
    throw new ApiError(
      409,
      'The project was updated in the meantime: the revision id is not the current one.',
    )
  }
  return project
}
