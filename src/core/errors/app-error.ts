/**
 * An expected failure. `code` never changes; the renderer has its text. `message` is the cause, in the app's language
 * or another program's English, without secrets.
 */
export interface AppError {
  readonly code: ErrorCode
  readonly message: string
  /** The server's request id, which Ory's support needs. */
  readonly requestId?: string
  /** HTTP status of the answer, where there was one. */
  readonly status?: number
  /** Whether a retry without any change can help. */
  readonly retry: boolean
  /** Name of the plan feature for `api.feature-not-available`, an address or a file name. */
  readonly subject?: string
  /** The request is known not to have reached the server; absent where that is not known. */
  readonly arrived?: false
}

/** `subject` of `publish.running` if another window of this app publishes. */
export const anotherWindow = 'another window'

export const errorCodes = [
  'request.unknown',
  'request.invalid',
  'request.forbidden-sender',
  'request.cancelled',
  'network.offline',
  'network.timeout',
  'network.tls',
  'network.tls-weakened',
  'network.proxy',
  'network.off',
  'network.none',
  'api.unauthorized',
  'api.forbidden',
  'api.feature-not-available',
  'api.quota-exceeded',
  'api.not-found',
  'api.conflict',
  'api.revision-conflict',
  'api.rejected',
  'api.rate-limited',
  'api.unavailable',
  'api.unexpected-response',
  'electron.out-of-support',
  'secret.unavailable',
  'secret.denied',
  'secret.missing',
  'secret.other-address',
  'workspace.address-refused',
  'workspace.connected-elsewhere',
  'workspace.address-declined',
  'workspace.other-address',
  'draft.not-found',
  'draft.corrupt',
  'draft.too-new',
  'draft.write-failed',
  'draft.stale',
  'draft.patch-failed',
  'publish.running',
  'publish.lock-out',
  'publish.summary-missing',
  'publish.unconfirmed',
  'guard.read-only',
  'guard.not-on-list',
  'guard.slug',
  'guard.unreadable',
  'guard.too-soon',
  'mapper.hash-mismatch',
  'mapper.too-large',
  'mapper.address-refused',
  'mapper.syntax',
  'mapper.runtime',
  'mapper.timeout',
  'mapper.memory',
  'mapper.size',
  'mapper.output-shape',
  'mapper.schema',
  'mapper.stopped',
  'schema.address-refused',
  'schema.unreadable',
  'metadata.too-large',
  'metadata.address-refused',
  'metadata.unreadable',
  'project.deleted',
  'project.unread',
  'try.not-possible',
  'try.running',
  'try.no-result',
  'people.running',
  'people.no-key',
  'people.key-refused',
  'file.write-failed',
  'file.read-failed',
  'print.failed',
  'bug',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** Builds an `AppError`; `retry` defaults to false. */
export function appError(
  code: ErrorCode,
  message: string,
  more: Partial<Omit<AppError, 'code' | 'message'>> = {},
): AppError {
  return { code, message, retry: false, ...more }
}
