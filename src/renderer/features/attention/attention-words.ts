import type { Attention } from '../../../core/ipc/attention'
import { ageText } from '../../composables/use-now'
import { t } from '../../../core/language/translate'

/**
 * What was looked at, and how old it is.
 *
 * @param now milliseconds since 1970
 */
export function lookedWords({ looked }: Attention, now: number): string {
  if (!looked) return ''
  const { organizations, connections, readAt } = looked
  return t(
    'Looked at {organizations, plural, one {# organization} other {# organizations}} and ' +
      '{connections, plural, one {# connection} other {# connections}}, read {age}: ' +
      'certificates, domains, mappers, last checks and states.',
    { organizations, connections, age: ageText(readAt, now) },
  )
}

/** What the radar has besides, in words; empty where there is nothing. */
export function restWords({ notes, silenced }: Attention): string {
  if (notes > 0 && silenced > 0) {
    return t('{notes, plural, one {# note} other {# notes}} and {silenced} silenced in the radar', {
      notes,
      silenced,
    })
  }
  if (notes > 0) {
    return t('{notes, plural, one {# note} other {# notes}} in the radar', { notes })
  }
  return silenced > 0 ? t('{silenced} silenced in the radar', { silenced }) : ''
}
