import { t } from '../../core/language/translate'
import { parseApiAddress } from '../../core/links/api-address'

/** Origin that a key may be sent to; fails unless it is https or this computer. */
export function checkApiAddress(address: string): ReturnType<typeof parseApiAddress> {
  const parsed = parseApiAddress(address)
  if (!parsed.ok) return parsed
  // The pattern accepts some invalid hosts, such as 1.2.3.999.
  if (!URL.canParse(parsed.origin)) return { ok: false, why: t('It is not an address') }
  // Normalizes 127.1 to 127.0.0.1.
  return { ok: true, origin: new URL(parsed.origin).origin }
}

export function isSameOrigin(one: string, other: string): boolean {
  if (one === other) return true
  return URL.canParse(one) && URL.canParse(other) && new URL(one).origin === new URL(other).origin
}
