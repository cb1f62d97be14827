import { t } from '../language/translate'
import { dayText } from '../model/format'
import { daysBetween } from '../model/times'
import { type End, endSteps, foundEnds } from './ends'
import { rule } from './rule'

/** A sentence, such as `The client secret expires in 12 days, on 1 Mar 2027`. */
function sentenceOf({ when }: End, now: string): string {
  const end = dayText(when)
  const days = daysBetween(now, when)
  if (days < 0) {
    return days === -1
      ? t('The client secret expired yesterday, on {end}', { end })
      : t('The client secret expired {days, plural, one {# day} other {# days}} ago, on {end}', {
          days: -days,
          end,
        })
  }
  if (days === 0) return t('The client secret expires today, on {end}', { end })
  return days === 1
    ? t('The client secret expires tomorrow, on {end}', { end })
    : t('The client secret expires in {days, plural, one {# day} other {# days}}, on {end}', {
        days,
        end,
      })
}

const secret = { of: 'secret', field: 'client_secret', sentence: sentenceOf } as const

const untilWords = ({ when }: { readonly when?: string | undefined }) =>
  when === undefined ? t('Client secret') : t('Secret until {day}', { day: dayText(when) })

/** The last day of a client secret, as a person noted it, is over. */
export const secretExpired = rule({
  id: 'secret-expired',
  title: t('Client secret has expired'),
  titleIn(days) {
    return days >= -1
      ? t('Client secret expired yesterday')
      : t('Client secret expired {count, plural, one {# day} other {# days}} ago', { count: -days })
  },
  badge: untilWords,
  why: t('The identity provider refuses an expired client secret, and nobody can sign in.'),
  remedy: t(
    'Have a new client secret made at the identity provider, enter it here and note its last day.',
  ),
  inProject: (project) => foundEnds(project, secret, 'over'),
})

/** The last day of a client secret, as a person noted it, is near. */
export const secretExpiring = rule({
  id: 'secret-expiring',
  title: t('Client secret expires soon'),
  titleIn(days) {
    if (days < 1) return t('Client secret expires today')
    return days === 1
      ? t('Client secret expires tomorrow')
      : t('Client secret expires in {count, plural, one {# day} other {# days}}', { count: days })
  },
  badge: untilWords,
  why: t(
    'From the day after on the identity provider refuses the client secret, and nobody can sign in.',
  ),
  remedy: t(
    'Have a new client secret made at the identity provider, enter it here before that day and note its last day.',
  ),
  remedyIn(days) {
    if (days > endSteps[1]) {
      return t(
        'Agree with the identity provider’s administrator on a day for the next client secret. Nothing has to be done yet.',
      )
    }
    return days > endSteps[2]
      ? undefined
      : t(
          'Call the identity provider’s administrator: the next client secret has to be in the connection before that day.',
        )
  },
  inProject: (project) => foundEnds(project, secret, 'to come'),
})
