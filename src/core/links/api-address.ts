import { t } from '../language/translate'
import { longestHost } from '../model/project-id'

/** Longest part of a path, in characters; ids of servers are far shorter. */
const longest = 1000

/**
 * What is never part of an id, and what some parser on the way takes for something else: control
 * characters (URL parsers drop tabs and line ends), spaces, separators, and percent forms such as `%2e`.
 */
const misread = /[\p{C}\p{Z}/\\%?#]/u

/**
 * Whether a text stands in a path as one part of it, whatever reads the path: it does not lead up, is no
 * other text in another form of Unicode, and holds nothing that a URL parser drops or changes.
 */
export function isPathSegment(text: string): boolean {
  if (text === '' || text === '.' || text === '..' || text.length > longest) return false
  // Compatible forms too: `\uff0e\uff0e` is `..` to whoever normalizes it.
  return !misread.test(text) && text.normalize('NFKC') === text
}

/**
 * A text of a server as a part of an address that is shown or copied: also one that is no text in Unicode, which the
 * language's own function throws at.
 */
export const encodedPart = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))

/**
 * The one builder of paths of Ory's API: a path of these parts, each encoded.
 * @returns `undefined` where one of them is no part of a path
 */
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

/**
 * Parses a typed API address.
 * @returns the origin without a trailing slash, or why it cannot be used.
 */
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
