import { counted } from '../model/counted'
import { dayText } from '../model/format'
import type { CertificateFacts } from './certificate'
import { milliseconds } from '../model/times'

export type CertificateState = 'valid' | 'expires-soon' | 'expired' | 'not-yet-valid'

type Validity = Pick<CertificateFacts, 'notBefore' | 'notAfter'>

/** How many days before its end a certificate is reported. */
export const soonDays = 30

const dayMilliseconds = 24 * 60 * 60 * 1000

/** The state of a certificate at `nowIso`; it is still valid in its last second. */
export function certificateState(certificate: Validity, nowIso: string): CertificateState {
  const now = milliseconds(nowIso)
  if (now > milliseconds(certificate.notAfter)) return 'expired'
  if (now < milliseconds(certificate.notBefore)) return 'not-yet-valid'
  const left = milliseconds(certificate.notAfter) - now
  return left <= soonDays * dayMilliseconds ? 'expires-soon' : 'valid'
}

function dayCount(span: number): string {
  const days = Math.floor(span / dayMilliseconds)
  if (days === 0) return 'less than a day'
  return counted(days, 'day')
}

/** The state as text, such as `Expires in 12 days, on 1 Mar 2026`. Days are counted in UTC. */
export function certificateWords(certificate: Validity, nowIso: string): string {
  const now = milliseconds(nowIso)
  const end = dayText(certificate.notAfter)
  switch (certificateState(certificate, nowIso)) {
    case 'expired':
      return `Expired ${dayCount(now - milliseconds(certificate.notAfter))} ago, on ${end}`
    case 'not-yet-valid':
      return `Not valid before ${dayText(certificate.notBefore)}`
    case 'expires-soon':
      return `Expires in ${dayCount(milliseconds(certificate.notAfter) - now)}, on ${end}`
    case 'valid':
      return `Valid until ${end}`
  }
}

/** The same as a sentence, such as `The signing certificate expires in 12 days, on 1 Mar 2026`. */
export function certificateSentence(certificate: Validity, nowIso: string): string {
  const words = certificateWords(certificate, nowIso)
  const verb = words.startsWith('Not ') ? 'is ' : ''
  return `The signing certificate ${verb}${words.charAt(0).toLowerCase()}${words.slice(1)}`
}
