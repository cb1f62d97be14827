import { t } from '../language/translate'
import { longestHost } from '../model/project-id'

/** Longest part of a path, in characters; ids of servers are far shorter. */
const longest = 1000

/** Characters that some parser drops or interprets: controls, spaces, separators, percent forms such as `%2e`. */
const misread = /[\p{C}\p{Z}/\\%?#]/u

/** Whether a text is exactly one path segment for every parser and Unicode normalization. */
export function isPathSegment(text: string): boolean {
  if (text === '' || text === '.' || text === '..' || text.length > longest) return false
  // Compatible forms too: `\uff0e\uff0e` is `..` to whoever normalizes it.
  return !misread.test(text) && text.normalize('NFKC') === text
}

/** Encodes server text for display or copying, even invalid Unicode, at which the built-in function throws. */
export const encodedPart = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))

/** Builds every Ory API path from encoded segments; `undefined` if one is invalid. */
export function apiPath(segments: readonly string[]): string | undefined {
  if (!segments.every(isPathSegment)) return undefined
  return segments.map((segment) => `/${encodeURIComponent(segment)}`).join('')
}

const oryApis: readonly string[] = ['https://api.console.ory.com', 'https://api.console.ory.sh']

/** Whether an origin is that of Ory's own console API. */
export const isOryApi = (origin: string): boolean => oryApis.includes(origin)

/** Only loopback hosts may be used without TLS. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost'
}

const addressPattern = /^(https?):\/\/(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+)(?::(\d{1,5}))?\/?$/

/** Returns the origin without trailing slash, or why it is invalid. */
export function parseApiAddress(
  text: string,
): { readonly ok: true; readonly origin: string } | { readonly ok: false; readonly why: string } {
  const match = addressPattern.exec(text.trim())
  if (!match || Number(match[3]) === 0) {
    return {
      ok: false,
      why: t('Enter an address such as https://api.console.ory.com, without a path'),
    }
  }
  const [, scheme = '', host = '', port] = match
  if (port !== undefined && Number(port) > 65535)
    return { ok: false, why: t('The port is too high') }
  if (scheme === 'http' && !isLoopbackHost(host.toLowerCase())) {
    return {
      ok: false,
      why: t('Only https addresses are used; http only for this computer itself'),
    }
  }
  if (host.length > longestHost || /^[.-]|[.-]$|\.\./.test(host)) {
    return {
      ok: false,
      why: t(
        'The name of the host has at most {count} characters, and begins and ends with a letter ' +
          'or a digit',
        {
          count: longestHost,
        },
      ),
    }
  }
  // An origin is written without the port that its scheme has anyway.
  const isUsual = Number(port) === (scheme === 'https' ? 443 : 80)
  const suffix = port === undefined || isUsual ? '' : `:${Number(port)}`
  return { ok: true, origin: `${scheme}://${host.toLowerCase()}${suffix}` }
}
