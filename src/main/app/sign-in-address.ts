import { t } from '../../core/language/translate'
import { isOwnComputer } from '../../core/links/project-host'

/** Addresses that stand for a part of a page and lead nowhere. */
const local = /^(?:about:blank|about:srcdoc|data:|blob:)/i

/**
 * Whether a page of a sign-in may ask for an address: over TLS.
 *
 * @param allowsOwnComputer also without TLS from this computer, where the project itself is
 */
export function startsWithTls(address: string, allowsOwnComputer: boolean): boolean {
  if (local.test(address)) return true
  if (!URL.canParse(address)) return false
  const { protocol, host } = new URL(address)
  if (protocol === 'https:' || protocol === 'wss:') return true
  const isPlain = protocol === 'http:' || protocol === 'ws:'
  return allowsOwnComputer && isPlain && isOwnComputer(`http://${host}`)
}

const mostPath = 60

/**
 * An address as the title of its window: origin and path. The host is in the form in which it is looked up
 * (`xn--…`), and the query, which holds codes, is left out.
 */
export function shownAddress(address: string): string {
  if (!URL.canParse(address)) return t('no page')
  const { protocol, host, origin, pathname } = new URL(address)
  if (host === '') return `${protocol}…`
  return `${origin}${pathname.length > mostPath ? `${pathname.slice(0, mostPath)}…` : pathname}`
}
