import type { buildConnector } from 'undici'
import { t } from '../../core/language/translate'

export const socksOnly = 'ERR_SOCKS_ONLY'

export const malformedProxy = 'ERR_MALFORMED_PROXY'

export const tlsWeakened = 'ERR_TLS_WEAKENED'

export const workingOffline = 'ERR_WORKING_OFFLINE'

/** Errors before the connection: nothing can have been sent. */
const unsent = new WeakSet<Error>()

export function markUnsent<Failure extends Error>(error: Failure): Failure {
  unsent.add(error)
  return error
}

/** Whether an error or its cause is marked. */
export function isUnsent(error: unknown): boolean {
  return error instanceof Error && (unsent.has(error) || isUnsent(error.cause))
}

/** After these errors, undici reconnects endlessly. */
const endless: ReadonlySet<unknown> = new Set(['UND_ERR_SOCKET', 'UND_ERR_INFO'])

/** Replaces such an error, so that a closed tunnel ends the request. */
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
