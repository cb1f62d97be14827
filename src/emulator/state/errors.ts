import { STATUS_CODES } from 'node:http'
import type { JsonObject } from './json'

export interface ApiErrorOptions {
  id?: string
  details?: JsonObject
}

/** An answer with a status of 400 or above. */
export class ApiError extends Error {
  readonly status: number
  readonly reason: string
  readonly options: ApiErrorOptions

  constructor(status: number, reason: string, options: ApiErrorOptions = {}) {
    super(reason)
    this.status = status
    this.reason = reason
    this.options = options
  }
}

const messages: Record<number, string> = {
  400: 'The request was malformed or contained invalid parameters',
  401: 'The request could not be authorized',
  403: 'The requested action was forbidden',
  404: 'The requested resource could not be found',
  409: 'The resource could not be created due to a conflict',
}

/** The error body of Ory's servers (herodot). */
export function errorBody(error: ApiError, requestId: string): JsonObject {
  const content: JsonObject = {
    code: error.status,
    status: STATUS_CODES[error.status] ?? 'Unknown',
    request: requestId,
    reason: error.reason,
    message:
      messages[error.status] ??
      'An internal server error occurred, please contact the system administrator',
  }
  if (error.options.id !== undefined) content['id'] = error.options.id
  if (error.options.details !== undefined) content['details'] = error.options.details
  return { error: content }
}
