import { success, type Result } from '../../../core/errors/result'

/**
 * What an endpoint gives that is not part of the public API, or nothing where the server does not have
 * it, which is no failure.
 *
 * @param missing the statuses that say so
 */
export function ifThere<Value>(
  result: Result<Value>,
  missing: readonly number[],
): Result<Value | undefined> {
  if (result.ok || !missing.includes(result.error.status ?? 0)) return result
  return success(undefined)
}

/** How a deletion ended; `unknown`: the server says that there is no such thing. */
export type Deletion = 'deleted' | 'unknown'

/** The end of a deletion. Whether what is unknown is really gone is for the caller to look up. */
export function deletionOf(result: Result<void>): Result<Deletion> {
  if (result.ok) return success('deleted')
  return result.error.status === 404 ? success('unknown') : result
}
