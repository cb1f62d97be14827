import { appError } from '../../core/errors/app-error'
import { failure, type Result } from '../../core/errors/result'

/** A workspace's key and the only address that may receive it. */
export interface Access {
  /** Origin without a trailing slash. */
  readonly apiAddress: string
  readonly apiKey: string
}

declare const granted: unique symbol

/**
 * Leave to write to one project. Every request that writes needs one, and only the guards give it
 * (`npm run layers` holds that): so no write goes around them.
 */
export interface WriteAccess extends Access {
  readonly [granted]: true
  readonly projectId: string
  /** Asked before each attempt: a project may be locked while a publish is on its way. */
  readonly stillAllowed: () => Promise<Result<void>>
}

/** Those that were given: a value that only looks like one is refused. */
const given = new WeakSet<WriteAccess>()

/** For `services/guards` alone, which asks first whether the project may be written. */
export function grantWriteAccess(
  { apiAddress, apiKey }: Access,
  projectId: string,
  stillAllowed: () => Promise<Result<void>>,
): WriteAccess {
  // The brand exists in the types only, so that nothing else is one.
  const access = { apiAddress, apiKey, projectId, stillAllowed } as WriteAccess
  given.add(access)
  return access
}

/** Whether a request may be sent that writes to a path; what is refused has not arrived anywhere. */
export async function checkWrite(access: WriteAccess, path: string): Promise<Result<void>> {
  const own = `/projects/${encodeURIComponent(access.projectId)}/`
  if (!given.has(access) || !path.startsWith(own)) {
    const message = 'A request would have written to a project that it has no leave for'
    return failure(appError('bug', message, { arrived: false }))
  }
  const allowed = await access.stillAllowed()
  return allowed.ok ? allowed : failure({ ...allowed.error, arrived: false })
}
