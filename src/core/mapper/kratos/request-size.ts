import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { EvaluateRequest } from '../engine'

/** Go's JSON encoder writes each of these as six bytes, because they are special in HTML. */
const escapedByGo = /[<>&\u2028\u2029]/g

/**
 * Bytes of the request that Kratos writes to its worker for this evaluation. The worker reads 65,535
 * bytes; one more breaks it.
 */
export function requestBytes({
  text,
  fileName,
  address = fileName,
  variables,
}: EvaluateRequest): number {
  const request = {
    Filename: address,
    Snippet: text,
    TLACodes: null,
    TLAVars: null,
    ExtCodes: Object.entries(variables).map(([Key, Value]) => ({ Key, Value })),
    ExtVars: null,
  }
  const json = JSON.stringify(request).replace(escapedByGo, '\\u0000')
  return utf8ToBytes(json).length
}
