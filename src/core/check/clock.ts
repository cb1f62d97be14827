import { counted } from '../model/counted'
import { milliseconds } from '../model/times'
import type { CheckStep } from './report'
import { passed, skipped, warning } from './steps'

/** What an answer says about time. */
export interface AnswerTime {
  /** `Date` header. */
  readonly date?: string
  /** `Age` header: seconds the answer spent in a cache, to be added to its date. */
  readonly age?: string
  /** This computer's time on receiving it, in milliseconds. */
  readonly receivedAt: number
}

const furthest = 60_000

function apart(distance: number): string {
  const minutes = Math.round(distance / 60_000)
  if (minutes < 120) return `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} hours` : counted(Math.round(hours / 24), 'day')
}

/** Compares the provider's clock with this computer's; up to a minute of difference passes. */
export function clockStep({ date, age, receivedAt }: AnswerTime): CheckStep {
  const told = date === undefined ? Number.NaN : milliseconds(date)
  if (!Number.isFinite(told)) {
    return skipped('clock', 'The answer does not contain the server’s time.')
  }
  const cached = /^\d+$/.test(age ?? '') ? Number(age) * 1000 : 0
  const ahead = told + cached - receivedAt
  const distance = Math.abs(ahead)
  if (distance <= furthest) {
    return passed('clock', 'The provider’s clock is within a minute of this computer’s.')
  }
  const amount = distance < 2 * furthest ? 'more than a minute' : apart(distance)
  const text = `The provider’s clock is ${amount} ${ahead > 0 ? 'ahead of' : 'behind'} this computer’s.`
  const remedy =
    'If this computer is right, the provider’s clock has to be set: Ory refuses tokens that are signed for another time.'
  return warning('clock', text, { remedy })
}
