import { t } from '../../core/language/translate'
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
  t('no content type')

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // JSON.parse throws for anything else, which is what is tested here.
    return false
  }
}

/** What a sentence about a received answer names: never its content, which may be foreign. */
const facts = ({ host, status, headers }: Came) => ({ host, status, type: typeOf(headers) })

export const cutOffWords = (came: Came) =>
  t('{host} answered {status} with an answer that was cut off ({type})', facts(came))
export const silentWords = (came: Came) =>
  t(
    '{host} answered {status} with the beginning of an answer, and nothing more so far ({type})',
    facts(came),
  )

/** A sentence for a body that is not JSON, as proxies before an API send it; `undefined` for JSON. */
export function oddWords(came: Came, body: Uint8Array): string | undefined {
  const text = decodeText(body)
  const known = facts(came)
  if (text === undefined) {
    return t('{host} answered {status} with data that is not text ({type})', known)
  }
  if (text.trim() === '') return t('{host} answered {status} with nothing ({type})', known)
  if (isWebPage(text, headerOf(came.headers, 'content-type'))) {
    return t('{host} answered {status} with a web page ({type})', known)
  }
  return isJson(text)
    ? undefined
    : t('{host} answered {status} with text that is not JSON ({type})', known)
}
