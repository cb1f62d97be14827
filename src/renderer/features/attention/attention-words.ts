import type { Attention } from '../../../core/ipc/attention'
import { counted } from '../../../core/model/counted'
import { ageText } from '../../composables/use-now'

/**
 * What was looked at, and how old it is.
 *
 * @param now milliseconds since 1970
 */
export function lookedWords({ looked }: Attention, now: number): string {
  if (!looked) return ''
  const { organizations, connections, readAt } = looked
  const what = `${counted(organizations, 'organization')} and ${counted(connections, 'connection')}`
  const kinds = 'certificates, domains, mappers, last checks and states'
  return `Looked at ${what}, read ${ageText(readAt, now)}: ${kinds}.`
}

/** What the radar has besides, in words; empty where there is nothing. */
export function restWords({ notes, silenced }: Attention): string {
  const parts = [
    ...(notes > 0 ? [counted(notes, 'note')] : []),
    ...(silenced > 0 ? [`${silenced} silenced`] : []),
  ]
  return parts.length > 0 ? `${parts.join(' and ')} in the radar` : ''
}
