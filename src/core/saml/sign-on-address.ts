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
  if (/\s/.test(url)) return 'holds a blank'
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]
  if (scheme === undefined || /^[^/]*\.[^/]*:\d+(?:\/|$)/.test(url)) {
    return url.startsWith('/') || !/^[^/]+\.[^/]/.test(url)
      ? 'is relative, without a host'
      : 'has no scheme (https://) before its host'
  }
  if (!/^https?$/i.test(scheme)) return `begins with ${scheme}: and not with https:`
  const [, host, port] = webAddress.exec(url) ?? []
  if (host === undefined) return 'has no valid host'
  return Number(port ?? '') > 65_535 ? 'has a port beyond 65535' : undefined
}
