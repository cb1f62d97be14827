import { t } from '../language/translate'

/** Host and port of an address, as a browser parses them. */
const webAddress =
  /^https?:[/\\]*(?:[^/\\?#@]*@)?(\[[0-9a-f:.]+\]|[^/\\?#@:[\]<>^|%]+)(?::(\d*))?(?:[/\\?#]|$)/i

/**
 * Why Ory refuses an address as `Location` of a sign-on service, to continue the sentence “The sign-on
 * URL X”; `undefined` where it accepts it. Polis requires an absolute http or https address.
 */
export function signOnAddressFault(location: string): string | undefined {
  // Ory trims it before use.
  const url = location.trim()
  if (/\s/.test(url)) return t('holds a blank')
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]
  if (scheme === undefined || /^[^/]*\.[^/]*:\d+(?:\/|$)/.test(url)) {
    return url.startsWith('/') || !/^[^/]+\.[^/]/.test(url)
      ? t('is relative, without a host')
      : t('has no scheme (https://) before its host')
  }
  if (!/^https?$/i.test(scheme)) {
    return t('begins with {scheme}: and not with https:', { scheme })
  }
  const [, host, port] = webAddress.exec(url) ?? []
  if (host === undefined) return t('has no valid host')
  return Number(port ?? '') > 65_535 ? t('has a port beyond 65535') : undefined
}
