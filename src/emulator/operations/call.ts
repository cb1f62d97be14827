import type { JsonValue } from '../state/json'
import type { ImportWarning } from '../state/types'
import type { World } from '../state/world'

/** One authenticated request, and what its operation needs. */
export interface Call {
  world: World
  /** The workspaces its key opens. */
  workspaces: readonly string[]
  parameters: Readonly<Record<string, string>>
  query: URLSearchParams
  body: JsonValue | undefined
  extraWarnings: readonly ImportWarning[]
}

export interface Answer {
  status: number
  body?: JsonValue
}

export type Operation = (call: Call) => Answer

export function parameter(call: Call, name: string): string {
  return call.parameters[name] ?? ''
}
