import type { JsonValue } from '../../src/emulator/state/json'
import type { EmulatorState } from '../../src/emulator/state/types'
import type { ImportWarning } from './options'

/**
 * What stands in place of the answer's body: nothing; the right JSON with wrong types; JSON of 20,000
 * levels; a stream of `enormousMiB`; the right JSON with enum values that no document names.
 */
export type ReplacedBody = 'empty' | 'mistyped' | 'deep' | 'enormous' | 'wrongEnum'

/**
 * What to do to the next requests that match. `operation`, `method` and `path` all have to match;
 * without any of them every request does, those to the storage (`getStoredContent`) included.
 */
export interface FaultRule {
  /** OpenAPI operationId, `listCustomDomains`, `getNormalizedProject`, or `getStoredContent`. */
  operation?: string
  method?: string
  path?: RegExp
  /** How many requests it hits. Default 1. */
  times?: number
  /** 0 to 1: whether a request that matches is hit, by the emulator's `seed`. Default 1. */
  probability?: number
  /** Answers this instead. Default body: an Ory error; nothing for 429. */
  status?: number
  body?: JsonValue
  headers?: Record<string, string>
  /** A proxy's page instead of JSON; the status is 502 unless given. */
  html?: boolean
  /** Waits before the request takes effect; none is had if the client leaves meanwhile. */
  delayMs?: number
  /** Waits after the effect, before the answer. */
  lateMs?: number
  /** Closes the socket before the request has an effect, or after it took effect, without an answer. */
  drop?: 'before' | 'after'
  /** With `status` or `html`: the request takes effect first. */
  afterEffect?: boolean
  /** Sends half of the answer's body, which ends as if it were whole, or by a closed socket. */
  truncate?: 'ended' | 'cut-off'
  replaceBody?: ReplacedBody
  /** Default 64. */
  enormousMiB?: number
  /** Reads of what this request wrote see for so long what was there before. */
  staleReadsForMs?: number
  /** Before the request takes effect another writer does this, or renames an organization of the project. */
  otherWriter?: true | ((state: EmulatorState) => void)
  /** Put into the `warnings` of a project update that is otherwise answered as usual. */
  warnings?: readonly ImportWarning[]
}

export interface Fault {
  /** Requests it has hit so far. */
  hits: () => number
  /** Requests it hits if enough of them match: its `times`; fewer where `probability` is below 1. */
  expectedHits: () => number
  remove: () => void
}
