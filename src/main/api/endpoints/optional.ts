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

/** The success of a deletion: what is already gone counts as deleted. */
export function evenIfGone(result: Result<void>): Result<void> {
  return !result.ok && result.error.status === 404 ? success(undefined) : result
}
