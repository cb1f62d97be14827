import { decodeText, isWebPage } from './bodies'
import { headerOf, type Headers } from './rate-limits'

/** The received part of an answer. */
export interface Came {
  readonly host: string
  readonly status: number
  readonly headers: Headers
}

/** Only the name of a content type: a header may contain anything. */
const typeOf = (headers: Headers) =>
  /^[\w.+-]{1,60}\/[\w.+-]{1,60}/.exec(headerOf(headers, 'content-type') ?? '')?.[0] ??
  'no content type'

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // JSON.parse throws for anything else, which is what is tested here.
    return false
  }
}

/** A sentence about what was received and from where, without its content, which may be foreign. */
const words = ({ host, status, headers }: Came, what: string) =>
  `${host} answered ${status} with ${what} (${typeOf(headers)})`

export const cutOffWords = (came: Came) => words(came, 'an answer that was cut off')
export const silentWords = (came: Came) =>
  words(came, 'the beginning of an answer, and nothing more so far')

/** A sentence for a body that is not JSON, as proxies before an API send it; `undefined` for JSON. */
export function oddWords(came: Came, body: Uint8Array): string | undefined {
  const text = decodeText(body)
  if (text === undefined) return words(came, 'data that is not text')
  if (text.trim() === '') return words(came, 'nothing')
  if (isWebPage(text, headerOf(came.headers, 'content-type'))) return words(came, 'a web page')
  return isJson(text) ? undefined : words(came, 'text that is not JSON')
}
