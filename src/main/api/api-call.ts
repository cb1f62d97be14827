import type { z } from 'zod'
import type { ErrorCode } from '../../core/errors/app-error'
import type { JsonValue } from '../../core/model/json'
import type { Access, WriteAccess } from './access'
import type { Headers } from './rate-limits'

/** A request will be retried, or the rest of an answer is awaited. */
export interface ApiWait {
  readonly code: ErrorCode
  /** What was received instead of an API answer, and from where; none of its content. */
  readonly answered?: string
  /** Number of the next attempt, from 1; 0 while the rest of an answer is awaited. */
  readonly attempt: number
  /** The largest number of attempts. */
  readonly of: number
  readonly milliseconds: number
}

/** Options of every call. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** Called before each wait. */
  readonly onWait?: ((wait: ApiWait) => void) | undefined
}

/** How large the answers of several calls may be in total; each subtracts its size. */
export interface AnswerBudget {
  /** In bytes. */
  left: number
  readonly of: number
}

interface AnyCall<Body> extends CallOptions {
  /** Shared by the pages of one list; without it an answer has a limit of its own. */
  readonly budget?: AnswerBudget
  /** The parts of the path, as they are: `core/links/api-address` makes the path of them, or refuses. */
  readonly segments: readonly string[]
  /** With its `?`, encoded; absent or empty without one. */
  readonly query?: string
  readonly body?: JsonValue
  /** Schema for the body of a success; absent if it is empty. */
  readonly answer?: z.ZodType<Body>
  /** The member of the answer whose value is a secret that is asked for; in all others none is left. */
  readonly answersSecret?: string
  /** Returns a success as unread bytes: parsing and scrubbing happen in a thread. */
  readonly asBytes?: boolean
  /** Called with the headers of a success, where an answer says in them what follows. */
  readonly onHeaders?: (headers: Headers) => void
  /** It was created a moment ago, so a 404 is retried. */
  readonly fresh?: boolean
}

interface ReadCall<Body> extends AnyCall<Body> {
  readonly access: Access
  readonly method: 'GET'
}

interface WriteCall<Body> extends AnyCall<Body> {
  readonly access: WriteAccess
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
}

/** A request; one that writes needs leave of the guards. */
export type ApiCall<Body> = ReadCall<Body> | WriteCall<Body>
