import { t } from '../../core/language/translate'
import { parseApiAddress } from '../../core/urls/api-address'

/**
 * The origin that a key may be sent to, from an address that was typed or read from a file.
 *
 * @returns the reason if it is neither https nor this computer.
 */
export function checkApiAddress(address: string): ReturnType<typeof parseApiAddress> {
  const parsed = parseApiAddress(address)
  // The pattern accepts some invalid hosts, such as https://1.2.3.999.
  if (parsed.ok && !URL.canParse(parsed.origin))
    return { ok: false, why: t('It is not an address') }
  return parsed
}

/** Whether two addresses have the same origin: `https://x` and `https://x:443` do. */
export function isSameOrigin(one: string, other: string): boolean {
  if (one === other) return true
  return URL.canParse(one) && URL.canParse(other) && new URL(one).origin === new URL(other).origin
}
