import { t } from '../language/translate'
import { milliseconds } from '../model/times'
import { type CheckStep, passed, skipped, warning } from './report'

/** Time information of a response. */
export interface AnswerTime {
  readonly date?: string
  /** `Age` header: seconds in a cache, added to the date. */
  readonly age?: string
  /** This computer's time in milliseconds. */
  readonly receivedAt: number
}

const furthest = 60_000

function differenceText(distance: number, isAhead: boolean): string {
  if (distance < 2 * furthest) {
    return isAhead
      ? t('The provider’s clock is more than a minute ahead of this computer’s.')
      : t('The provider’s clock is more than a minute behind this computer’s.')
  }
  const minutes = Math.round(distance / 60_000)
  if (minutes < 120) {
    const values = { count: minutes }
    return isAhead
      ? t(
          'The provider’s clock is {count, plural, one {# minute} other {# minutes}} ahead of this computer’s.',
          values,
        )
      : t(
          'The provider’s clock is {count, plural, one {# minute} other {# minutes}} behind this computer’s.',
          values,
        )
  }
  const hours = Math.round(minutes / 60)
  if (hours < 48) {
    const values = { count: hours }
    return isAhead
      ? t(
          'The provider’s clock is {count, plural, one {# hour} other {# hours}} ahead of this computer’s.',
          values,
        )
      : t(
          'The provider’s clock is {count, plural, one {# hour} other {# hours}} behind this computer’s.',
          values,
        )
  }
  const values = { count: Math.round(hours / 24) }
  return isAhead
    ? t(
        'The provider’s clock is {count, plural, one {# day} other {# days}} ahead of this computer’s.',
        values,
      )
    : t(
        'The provider’s clock is {count, plural, one {# day} other {# days}} behind this computer’s.',
        values,
      )
}

/** Compares the provider's clock with this computer's; up to a minute passes. */
export function clockStep({ date, age, receivedAt }: AnswerTime): CheckStep {
  const told = date === undefined ? Number.NaN : milliseconds(date)
  if (!Number.isFinite(told)) {
    return skipped('clock', t('The answer does not contain the server’s time.'))
  }
  const cached = /^\d+$/.test(age ?? '') ? Number(age) * 1000 : 0
  const ahead = told + cached - receivedAt
  const distance = Math.abs(ahead)
  if (distance <= furthest) {
    return passed('clock', t('The provider’s clock is within a minute of this computer’s.'))
  }
  const remedy = t(
    'If this computer is right, the provider’s clock has to be set: Ory refuses tokens that are signed for another time.',
  )
  return warning('clock', differenceText(distance, ahead > 0), { remedy })
}
