import type { z } from 'zod'
import type { ErrorCode } from '../../core/errors/app-error'
import type { JsonValue } from '../../core/model/json'

/** Where a workspace's key may go, and the key. */
export interface Access {
  /** Origin without a trailing slash. */
  readonly apiAddress: string
  readonly apiKey: string
}

/** A request is made again after a wait, or an answer that began is waited for. */
export interface ApiWait {
  readonly code: ErrorCode
  /** What came that an API does not answer, and from where; nothing of what it says is in it. */
  readonly answered?: string
  /** Which further attempt comes next, from 1; 0 while an answer that began is waited for. */
  readonly attempt: number
  /** How many there may be. */
  readonly of: number
  readonly milliseconds: number
}

/** What every call can be given. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** Told before each wait. */
  readonly onWait?: ((wait: ApiWait) => void) | undefined
}

/** How much the answers of several calls may have together; each takes its own size off it. */
export interface AnswerBudget {
  /** In bytes. */
  left: number
  readonly of: number
}

export interface ApiCall<Body> extends CallOptions {
  /** Of the pages of one list; an answer without one has a limit of its own. */
  readonly budget?: AnswerBudget
  readonly access: Access
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path with its query, beginning with `/`; ids in it already encoded. */
  readonly path: string
  readonly body?: JsonValue
  /** What the body of a success must look like; absent for an empty one. */
  readonly answer?: z.ZodType<Body>
  /** It was created a moment ago: a 404 is asked again. */
  readonly fresh?: boolean
}
