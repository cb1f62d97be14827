import type { Around } from '../http/exchange'
import type { JsonValue } from '../state/json'
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
