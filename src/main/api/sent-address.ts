import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import { apiPath } from '../../core/links/api-path'
import type { ApiCall } from './api-call'
import { checkApiAddress } from './api-origin'

type Sent = Pick<ApiCall<unknown>, 'access' | 'segments' | 'query'>

/**
 * The very address that a call is sent to: leave to write is judged by its pathname, and the request takes
 * this object.
 *
 * @returns `workspace.address-refused`, and `request.invalid` where an id would make another path of it;
 * nothing was sent then
 */
export function sentAddress({ access, segments, query = '' }: Sent): Result<URL> {
  const allowed = checkApiAddress(access.apiAddress)
  if (!allowed.ok) {
    const why = `${access.apiAddress.slice(0, 300)}: ${allowed.why}`
    return failure(appError('workspace.address-refused', why, { arrived: false }))
  }
  const path = apiPath(segments)
  if (path === undefined) return refused()
  const address = new URL(path + query, allowed.origin)
  // What the parser has changed is another request than the one that was meant.
  const isAsBuilt = address.pathname === path && address.search === query && address.hash === ''
  if (!isAsBuilt || address.origin !== new URL(allowed.origin).origin) return refused()
  return success(address)
}

function refused(): Result<never> {
  const message = t('An ID is not one that Ory gives, so the request was not sent')
  return failure(appError('request.invalid', message, { arrived: false }))
}
