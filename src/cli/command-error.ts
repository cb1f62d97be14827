import type { ErrorCode, AppError } from '../core/errors/app-error'
import { line, shortened } from './plain-text'
import type { ApiWait } from '../main/api/client'

/** Lines of a message at most; the others are counted. */
const mostLines = 50
/** Characters of a line at most: long enough for an answer of a server, which has its request ID at the end. */
const longestLine = 1000

/** A failure that the person can fix, explained by its message. */
export class CommandError extends Error {
  /** For `--json`. */
  code: ErrorCode | 'failed' | 'usage' = 'failed'

  /** @param lines of the message; line ends inside them are escaped */
  constructor(...lines: readonly string[]) {
    const shown = lines.slice(0, mostLines).map((each) => line`${shortened(each, longestLine)}`)
    const more = lines.length - shown.length
    super([...shown, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n'))
  }
}

/** What happened, for codes whose cause alone does not say it. */
const titles: Partial<Readonly<Record<ErrorCode, string>>> = {
  'api.unauthorized': 'The server does not take this key',
  'api.forbidden': 'This key may not do that',
  'api.not-found': 'The server does not have that',
  'api.rejected': 'The server refused the request',
  'api.rate-limited': 'The server wants to be asked less often',
  'api.revision-conflict': 'Somebody else changed the project',
  'api.unavailable': 'The server cannot answer now',
  'api.unexpected-response': 'This does not answer as Ory’s console API does',
  'network.offline': 'The server cannot be reached',
  'network.timeout': 'The server does not answer in time',
  'network.tls': 'The connection to the server is not safe',
  'network.proxy': 'The proxy does not let the request through',
  'request.cancelled': 'It was cancelled',
  'file.read-failed': 'It cannot be read',
  'file.write-failed': 'It cannot be written',
  'guard.read-only': 'Nothing may be written to this project',
  'guard.not-on-list': 'Nothing may be written to this project',
  'guard.unreadable': 'Nothing may be written to any project',
  'secret.denied': 'The keychain does not give the key',
  'secret.unavailable': 'The keychain cannot be asked',
  'secret.other-address': 'The key that the app keeps goes to another address',
  'publish.running': 'The project is published by another process now',
}

export function waitWords({ code, attempt, of, milliseconds }: ApiWait): string {
  if (attempt === 0) return 'Waiting for the rest of an answer of the server…'
  const seconds = Math.ceil(milliseconds / 1000)
  return `${titles[code] ?? 'No answer'}. Trying again in ${seconds} s (${attempt} of ${of})…`
}

/** An error in one line. Its cause may quote a server: scrub it; printing escapes it. */
export function errorWords({ code, message, subject, requestId }: AppError): string {
  const title = Object.hasOwn(titles, code) ? titles[code] : undefined
  const about = subject !== undefined && !message.includes(subject) ? ` (${subject})` : ''
  const request = requestId === undefined ? '' : ` Request ID of Ory: ${requestId}`
  const cause = message.endsWith('.') || message === '' ? message : `${message}.`
  return `${title === undefined ? '' : `${title}. `}${cause}${about}${request}`
}

/** @param scrub hides secrets in quotes of the server */
export const failureOf = (error: AppError, scrub = (text: string) => text): CommandError =>
  Object.assign(new CommandError(scrub(errorWords(error))), { code: error.code })
