import type { JsonValue } from '../../src/emulator/state/json'
import type { EmulatorState } from '../../src/emulator/state/types'
import type { ImportWarning } from './options'

/**
 * The replacement of the answer's body: empty; the right JSON with wrong types; JSON of 20,000 levels; a
 * stream of `enormousMiB`; the right JSON with undocumented enum values.
 */
export type ReplacedBody = 'empty' | 'mistyped' | 'deep' | 'enormous' | 'wrongEnum'

/**
 * What to do with the next matching requests. `operation`, `method` and `path` all have to match; without
 * any of them every request does, including those to the storage (`getStoredContent`).
 */
export interface FaultRule {
  /** OpenAPI operationId, `listCustomDomains`, `getNormalizedProject`, or `getStoredContent`. */
  operation?: string
  method?: string
  path?: RegExp
  /** Number of requests to apply it to. Default 1. */
  times?: number
  /** 0 to 1: the chance that it is applied to a matching request, by the emulator's `seed`. Default 1. */
  probability?: number
  /** Answers with this status. Default body: an Ory error; none for 429. */
  status?: number
  body?: JsonValue
  headers?: Record<string, string>
  /** A proxy's page instead of JSON; default status 502. */
  html?: boolean
  /** Waits before the request takes effect; it has none if the client disconnects meanwhile. */
  delayMs?: number
  /** Waits after the effect, before the answer. */
  lateMs?: number
  /** Closes the socket without an answer, before the request takes effect or after it. */
  drop?: 'before' | 'after'
  /** With `status` or `html`: the request takes effect first. */
  afterEffect?: boolean
  /** Sends half of the body, which ends as if complete, or with a closed socket. */
  truncate?: 'ended' | 'cut-off'
  replaceBody?: ReplacedBody
  /** Default 64. */
  enormousMiB?: number
  /** For how long reads return the state before this request. */
  staleReadsForMs?: number
  /** Before the request another writer does this, or renames an organization of the project. */
  otherWriter?: true | ((state: EmulatorState) => void)
  /** Added to `warnings` of a project update that is otherwise answered as usual. */
  warnings?: readonly ImportWarning[]
}

export interface Fault {
  /** Number of requests it was applied to so far. */
  hits: () => number
  /** Number of those that have taken effect so far. */
  effects: () => number
  /** Largest number of requests it applies to: its `times`; fewer if `probability` is below 1. */
  expectedHits: () => number
  /** Lets the requests that wait by it, and those that come, go on at once. */
  release: () => void
  remove: () => void
}
