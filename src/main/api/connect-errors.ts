import type { buildConnector } from 'undici'

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

/** A connector that marks its errors, including those of TLS. */
export function marking(connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) =>
    connect(options, (...outcome) => {
      if (outcome[0]) markUnsent(outcome[0])
      callback(...outcome)
    })
}
