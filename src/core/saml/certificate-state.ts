import { t } from '../language/translate'
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

const wholeDays = (span: number): number => Math.floor(span / dayMilliseconds)

/** The state as text, such as `Expires in 12 days, on 1 Mar 2026`. Days are counted in UTC. */
export function certificateWords(certificate: Validity, nowIso: string): string {
  const now = milliseconds(nowIso)
  const end = dayText(certificate.notAfter)
  switch (certificateState(certificate, nowIso)) {
    case 'expired': {
      const days = wholeDays(now - milliseconds(certificate.notAfter))
      return days === 0
        ? t('Expired less than a day ago, on {end}', { end })
        : t('Expired {days, plural, one {# day} other {# days}} ago, on {end}', { days, end })
    }
    case 'not-yet-valid':
      return t('Not valid before {start}', { start: dayText(certificate.notBefore) })
    case 'expires-soon': {
      const days = wholeDays(milliseconds(certificate.notAfter) - now)
      return days === 0
        ? t('Expires in less than a day, on {end}', { end })
        : t('Expires in {days, plural, one {# day} other {# days}}, on {end}', { days, end })
    }
    case 'valid':
      return t('Valid until {end}', { end })
  }
}

/** The same as a sentence, such as `The signing certificate expires in 12 days, on 1 Mar 2026`. */
export function certificateSentence(certificate: Validity, nowIso: string): string {
  const now = milliseconds(nowIso)
  const end = dayText(certificate.notAfter)
  switch (certificateState(certificate, nowIso)) {
    case 'expired': {
      const days = wholeDays(now - milliseconds(certificate.notAfter))
      return days === 0
        ? t('The signing certificate expired less than a day ago, on {end}', { end })
        : t(
            'The signing certificate expired {days, plural, one {# day} other {# days}} ago, on {end}',
            { days, end },
          )
    }
    case 'not-yet-valid':
      return t('The signing certificate is not valid before {start}', {
        start: dayText(certificate.notBefore),
      })
    case 'expires-soon': {
      const days = wholeDays(milliseconds(certificate.notAfter) - now)
      return days === 0
        ? t('The signing certificate expires in less than a day, on {end}', { end })
        : t(
            'The signing certificate expires in {days, plural, one {# day} other {# days}}, on {end}',
            { days, end },
          )
    }
    case 'valid':
      return t('The signing certificate is valid until {end}', { end })
  }
}
