import type { ServerResponse } from 'node:http'
import type { JsonValue } from '../state/json'

export interface ReceivedRequest {
  server: 'api' | 'storage'
  method: string
  /** Path and query as received. */
  url: string
  path: string
  /** The operation it names; `getStoredContent` for the storage, undefined where none is served. */
  operation: string | undefined
  headers: Record<string, string | string[] | undefined>
  /** Parsed JSON, or the text where it is none; undefined without a body. */
  body: JsonValue | undefined
}

export interface Reply {
  status: number
  headers?: Record<string, string | string[]>
  /** A text as it is, or a value to be written as JSON. */
  content?: string | { json: JsonValue } | undefined
}

/** One request and how it would be answered. */
export interface Exchange<Operate> {
  request: ReceivedRequest
  /** Goes out as `x-request-id`, and into the body of errors. */
  requestId: string
  response: ServerResponse
  /** Lets the request take effect; `operate` may run its operation in another way. */
  answer: (operate?: Operate) => Reply
}

/** Stands around every request. Undefined means that it has ended the response itself. */
export type Around<Operate> = (exchange: Exchange<Operate>) => Promise<Reply | undefined>
