import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { EvaluateRequest } from '../engine'

/** Go's JSON encoder writes these as six bytes each, so that JSON is safe inside HTML. */
const escapedByGo = /[<>&\u2028\u2029]/g

/**
 * Bytes of the request that Kratos writes to its worker for this evaluation. Its reader takes
 * 65,535; one more breaks the worker.
 */
export function requestBytes({ text, fileName, variables }: EvaluateRequest): number {
  const request = {
    Filename: fileName,
    Snippet: text,
    TLACodes: null,
    TLAVars: null,
    ExtCodes: Object.entries(variables).map(([Key, Value]) => ({ Key, Value })),
    ExtVars: null,
  }
  const json = JSON.stringify(request).replace(escapedByGo, '\\u0000')
  return utf8ToBytes(json).length
}
