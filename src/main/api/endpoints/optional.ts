import { success, type Result } from '../../../core/errors/result'

/** The result, or `undefined` if the server lacks the endpoint (answers with one of `missing`). */
export function ifThere<Value>(
  result: Result<Value>,
  missing: readonly number[],
): Result<Value | undefined> {
  if (result.ok || !missing.includes(result.error.status ?? 0)) return result
  return success(undefined)
}

/** `unknown`: the server says it doesn't exist. */
export type Deletion = 'deleted' | 'unknown'

/** The caller checks whether an unknown object was really deleted. */
export function deletionOf(result: Result<void>): Result<Deletion> {
  if (result.ok) return success('deleted')
  return result.error.status === 404 ? success('unknown') : result
}
