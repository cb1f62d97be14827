import { t } from '../language/translate'
import { dayText } from '../model/format'
import type { CertificateFacts } from './certificate'
import { daysBetween, milliseconds } from '../model/times'

export type CertificateState = 'valid' | 'expires-soon' | 'expired' | 'not-yet-valid'

type Validity = Pick<CertificateFacts, 'notBefore' | 'notAfter'>

/** Days before expiry from which a certificate is reported. */
export const soonDays = 30

const dayMilliseconds = 24 * 60 * 60 * 1000

/** State at `nowIso`; valid through its last second. `soon`: days before expiry. */
export function certificateState(
  certificate: Validity,
  nowIso: string,
  soon: number = soonDays,
): CertificateState {
  const now = milliseconds(nowIso)
  if (now > milliseconds(certificate.notAfter)) return 'expired'
  if (now < milliseconds(certificate.notBefore)) return 'not-yet-valid'
  const left = milliseconds(certificate.notAfter) - now
  return left <= soon * dayMilliseconds ? 'expires-soon' : 'valid'
}

/** Such as `Certificate until 1 Mar 2026`. */
export const certificateUntil = (end: string): string =>
  t('Certificate until {day}', { day: dayText(end) })

/** Such as `Expires in 12 days`; negative `days` are past. */
export function endsIn(days: number, isOver: boolean): string {
  if (isOver) {
    if (days >= 0) return t('Expired today')
    if (days === -1) return t('Expired yesterday')
    return t('Expired {count, plural, one {# day} other {# days}} ago', { count: -days })
  }
  if (days < 1) return t('Expires today')
  if (days === 1) return t('Expires tomorrow')
  return t('Expires in {count, plural, one {# day} other {# days}}', { count: days })
}

/** Such as `Expires in 12 days, on 1 Mar 2026`. */
export function certificateWords(certificate: Validity, nowIso: string): string {
  const end = dayText(certificate.notAfter)
  switch (certificateState(certificate, nowIso)) {
    case 'expired': {
      const days = daysBetween(certificate.notAfter, nowIso)
      if (days === 0) return t('Expired today, on {end}', { end })
      return days === 1
        ? t('Expired yesterday, on {end}', { end })
        : t('Expired {days, plural, one {# day} other {# days}} ago, on {end}', { days, end })
    }
    case 'not-yet-valid':
      return t('Not valid before {start}', { start: dayText(certificate.notBefore) })
    case 'expires-soon': {
      const days = daysBetween(nowIso, certificate.notAfter)
      if (days === 0) return t('Expires today, on {end}', { end })
      return days === 1
        ? t('Expires tomorrow, on {end}', { end })
        : t('Expires in {days, plural, one {# day} other {# days}}, on {end}', { days, end })
    }
    case 'valid':
      return t('Valid until {end}', { end })
  }
}

/** Such as `The signing certificate expires in 12 days, on 1 Mar 2026`. */
export function certificateSentence(
  certificate: Validity,
  nowIso: string,
  soon: number = soonDays,
): string {
  const end = dayText(certificate.notAfter)
  switch (certificateState(certificate, nowIso, soon)) {
    case 'expired': {
      const days = daysBetween(certificate.notAfter, nowIso)
      if (days === 0) return t('The signing certificate expired today, on {end}', { end })
      return days === 1
        ? t('The signing certificate expired yesterday, on {end}', { end })
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
      const days = daysBetween(nowIso, certificate.notAfter)
      if (days === 0) return t('The signing certificate expires today, on {end}', { end })
      return days === 1
        ? t('The signing certificate expires tomorrow, on {end}', { end })
        : t(
            'The signing certificate expires in {days, plural, one {# day} other {# days}}, on {end}',
            { days, end },
          )
    }
    case 'valid':
      return t('The signing certificate is valid until {end}', { end })
  }
}
