import { BlockList, isIP } from 'node:net'
import { isLoopbackHost } from '../../core/urls/api-address'

const inner = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  inner.addSubnet(network, prefix, 'ipv4')
}
for (const [network, prefix] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b:1::', 48],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  inner.addSubnet(network, prefix, 'ipv6')
}

/** Whether an IP address belongs to this computer or to a private network, mapped ones included. */
export function isInnerAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  const plain = mapped ?? address
  const family = isIP(plain)
  if (family === 0) return true
  return inner.check(plain, family === 6 ? 'ipv6' : 'ipv4')
}

/** Whether a host's name alone says that it is this computer or in its network. */
export function isLocalName(hostname: string): boolean {
  return /(^|\.)(localhost|local|internal|lan|home\.arpa)\.?$/i.test(hostname)
}

/**
 * Whether stored content may be read from an address.
 *
 * @param apiIsLocal the API itself runs on this computer: its storage may too, without TLS
 * @returns the parsed URL, or why not.
 */
export function checkStorageAddress(
  address: string,
  apiIsLocal: boolean,
): { readonly url: URL } | { readonly why: string } {
  if (!URL.canParse(address)) return { why: 'It is not an address' }
  const url = new URL(address)
  const { hostname } = url
  if (url.username !== '' || url.password !== '') return { why: 'It holds a user name' }
  if (url.protocol === 'http:') {
    return apiIsLocal && isLoopbackHost(hostname) ? { url } : { why: 'It is not an https address' }
  }
  if (url.protocol !== 'https:') return { why: 'It is not an https address' }
  const ip = hostname.replace(/^\[|\]$/g, '')
  if (isLocalName(hostname) || (isIP(ip) !== 0 && isInnerAddress(ip))) {
    return { why: 'It leads into a private network' }
  }
  return { url }
}
