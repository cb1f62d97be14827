import type { buildConnector } from 'undici'

/** Code of the error where only SOCKS proxies are offered. */
export const socksOnly = 'ERR_SOCKS_ONLY'

/** Code of the error where a variable of the environment names no proxy that can be one. */
export const malformedProxy = 'ERR_MALFORMED_PROXY'

/** Code of the error where the app was started with an option that makes TLS worth less. */
export const tlsWeakened = 'ERR_TLS_WEAKENED'

/** Code of the error where the person wants nothing to be sent. */
export const workingOffline = 'ERR_WORKING_OFFLINE'

/** Errors that came before a connection was there, so that no request can have been sent on it. */
const unsent = new WeakSet<Error>()

/** Marks an error as one that came before anything was sent. */
export function markUnsent<Failure extends Error>(error: Failure): Failure {
  unsent.add(error)
  return error
}

/** Whether an error, or what caused it, is marked. */
export function isUnsent(error: unknown): boolean {
  return error instanceof Error && (unsent.has(error) || isUnsent(error.cause))
}

/** A connector whose failures, TLS included, are marked. */
export function marking(connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) =>
    connect(options, (...outcome) => {
      if (outcome[0]) markUnsent(outcome[0])
      callback(...outcome)
    })
}
