import type { ServerResponse } from 'node:http'
import type { JsonValue } from '../state/json'

export interface ReceivedRequest {
  server: 'api' | 'storage'
  method: string
  /** Path and query as received. */
  url: string
  path: string
  /** Its operation; `getStoredContent` for the storage, undefined where none is served. */
  operation: string | undefined
  headers: Record<string, string | string[] | undefined>
  /** Parsed JSON, or the text if it is not JSON; undefined without a body. */
  body: JsonValue | undefined
}

export interface Reply {
  status: number
  headers?: Record<string, string | string[]>
  /** A text, or a value to be written as JSON. */
  content?: string | { json: JsonValue } | undefined
}

/** One request and the way to answer it. */
export interface Exchange<Operate> {
  request: ReceivedRequest
  /** Sent as `x-request-id`, and in the body of errors. */
  requestId: string
  response: ServerResponse
  /** Executes the request; `operate` may wrap its operation. */
  answer: (operate?: Operate) => Promise<Reply>
}

/** Wraps every request. Returns undefined if it has ended the response itself. */
export type Around<Operate> = (exchange: Exchange<Operate>) => Promise<Reply | undefined>
