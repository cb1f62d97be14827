import { parseApiAddress } from '../../core/urls/api-address'

/**
 * The origin to which a key may be sent, from an address that a person typed or a file holds.
 *
 * @returns why not, for what is neither https nor this computer itself.
 */
export function checkApiAddress(address: string): ReturnType<typeof parseApiAddress> {
  const parsed = parseApiAddress(address)
  // The pattern lets through what is no host after all, such as https://1.2.3.999.
  if (parsed.ok && !URL.canParse(parsed.origin)) return { ok: false, why: 'It is not an address' }
  return parsed
}

/** Whether two addresses lead to one server: `https://x` and `https://x:443` do. */
export function isSameOrigin(one: string, other: string): boolean {
  if (one === other) return true
  return URL.canParse(one) && URL.canParse(other) && new URL(one).origin === new URL(other).origin
}
