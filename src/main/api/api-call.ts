import type { z } from 'zod'
import type { ErrorCode } from '../../core/errors/app-error'
import type { JsonValue } from '../../core/model/json'
import type { Access, WriteAccess } from './access'
import type { Headers } from './rate-limits'

/** Before a retry, or while the rest of an answer is awaited. */
export interface ApiWait {
  readonly code: ErrorCode
  /** What came instead of an API answer, and from where; never its content. */
  readonly answered?: string
  /** Next attempt, from 1; 0 while waiting for the rest of an answer. */
  readonly attempt: number
  readonly of: number
  readonly milliseconds: number
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  readonly onWait?: ((wait: ApiWait) => void) | undefined
}

/** Total size of several answers; each call subtracts its own. */
export interface AnswerBudget {
  /** Bytes. */
  left: number
  readonly of: number
}

interface AnyCall<Body> extends CallOptions {
  /** Shared by the pages of a list; default: a limit per answer. */
  readonly budget?: AnswerBudget
  /** Path segments, encoded or refused by `core/links/api-address`. */
  readonly segments: readonly string[]
  /** Encoded, with its `?`. */
  readonly query?: string
  readonly body?: JsonValue
  /** Schema of a success; absent for an empty body. */
  readonly answer?: z.ZodType<Body>
  /** Member whose secret value was requested; all others are scrubbed. */
  readonly answersSecret?: string
  /** Returns a success as unread bytes: parsing and scrubbing happen in a thread. */
  readonly asBytes?: boolean
  /** Called with the headers of a success. */
  readonly onHeaders?: (headers: Headers) => void
  /** Just created: retry a 404. */
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

/** A request; writes need a permission. */
export type ApiCall<Body> = ReadCall<Body> | WriteCall<Body>
