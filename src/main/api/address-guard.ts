import { BlockList, isIP } from 'node:net'
import { isLoopbackHost } from '../../core/links/api-address'

/** IPv4 networks outside the internet. Source: IANA's special-purpose address registry. */
const inner = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  inner.addSubnet(network, prefix, 'ipv4')
}
/** Public IPv6. The rest is local, private or embeds IPv4 (::/96, ::ffff:0:0/96, 64:ff9b::/96). */
const outer = new BlockList()
outer.addSubnet('2000::', 3, 'ipv6')
// Networks that embed IPv4, and those for tests and overlays.
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  inner.addSubnet(network, prefix, 'ipv6')
}

/** Whether an IP address, mapped ones included, is local or private. */
export function isInnerAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  const plain = mapped ?? address
  const family = isIP(plain)
  // An address with a zone (`%eth0`) is on one of this computer's own networks.
  if (family === 0 || plain.includes('%')) return true
  if (family === 4) return inner.check(plain, 'ipv4')
  return !outer.check(plain, 'ipv6') || inner.check(plain, 'ipv6')
}

export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^127\.\d+\.\d+\.\d+$/.test(address)
}

/** Whether the host name alone shows that it is local. */
export function isLocalName(hostname: string): boolean {
  return /(^|\.)(localhost|local|internal|lan|home\.arpa)\.?$/i.test(hostname)
}

/** IP address or name of a URL, without IPv6 brackets. */
export const bareHost = ({ hostname }: URL) => hostname.replaceAll(/[[\]]/g, '')

export type Refusal = 'no-address' | 'not-https' | 'user-name' | 'private'

/** Checks a public address by its text. `privateHost`: a host:port that may be private. */
export function checkAddress(
  address: string,
  allowed: {
    readonly plainLoopback?: boolean
    readonly privateHost?: string | undefined
    readonly isPrivate?: (address: string) => boolean
  } = {},
): { readonly url: URL } | { readonly why: Refusal } {
  if (!URL.canParse(address)) return { why: 'no-address' }
  const url = new URL(address)
  if (url.username !== '' || url.password !== '') return { why: 'user-name' }
  if (url.protocol === 'http:' && allowed.plainLoopback && isLoopbackHost(url.hostname)) {
    return { url }
  }
  if (url.protocol !== 'https:') return { why: 'not-https' }
  if (url.host === allowed.privateHost) return { url }
  const { isPrivate = isInnerAddress } = allowed
  const host = bareHost(url)
  const isInner = isIP(host) === 0 ? isLocalName(host) : isPrivate(host)
  return isInner ? { why: 'private' } : { url }
}
