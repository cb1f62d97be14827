import type { buildConnector } from 'undici'
import { t } from '../../core/language/translate'

/** Code of the error if only SOCKS proxies are available. */
export const socksOnly = 'ERR_SOCKS_ONLY'

/** Code of the error if an environment variable contains an invalid proxy. */
export const malformedProxy = 'ERR_MALFORMED_PROXY'

/** Code of the error if the app was started with an option that weakens TLS. */
export const tlsWeakened = 'ERR_TLS_WEAKENED'

/** Code of the error while the person works offline. */
export const workingOffline = 'ERR_WORKING_OFFLINE'

/** Errors from before the connection was established, so that no request can have been sent. */
const unsent = new WeakSet<Error>()

/** Marks an error as one from before anything was sent. */
export function markUnsent<Failure extends Error>(error: Failure): Failure {
  unsent.add(error)
  return error
}

/** Whether an error, or its cause, is marked. */
export function isUnsent(error: unknown): boolean {
  return error instanceof Error && (unsent.has(error) || isUnsent(error.cause))
}

/** After these errors of a connector undici keeps its requests and connects again at once, without end. */
const endless: ReadonlySet<unknown> = new Set(['UND_ERR_SOCKET', 'UND_ERR_INFO'])

/** An error of a connector as undici may have it: a tunnel that its proxy closes ends the request. */
function ending(error: Error): Error {
  if (!('code' in error) || !endless.has(error.code)) return error
  const why = t('The proxy closed the connection')
  return Object.assign(new Error(why, { cause: error }), { code: 'ECONNRESET' })
}

/** Marks connection and TLS errors and never retries: the client decides about retries. */
export function marking(connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) =>
    connect(options, (...outcome) => {
      if (outcome[0]) callback(markUnsent(ending(outcome[0])), null)
      else callback(...outcome)
    })
}
