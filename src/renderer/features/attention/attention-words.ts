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

/** What the radar has of the project besides, each with whether it is silenced; none where there is nothing. */
export function restWords({
  notes,
  silenced,
}: Attention): readonly { readonly text: string; readonly silenced: boolean }[] {
  const noted = t('{notes, plural, one {# note} other {# notes}} in the radar', { notes })
  const hidden = t('{silenced} silenced in the radar', { silenced })
  return [
    ...(notes > 0 ? [{ text: noted, silenced: false }] : []),
    ...(silenced > 0 ? [{ text: hidden, silenced: true }] : []),
  ]
}
