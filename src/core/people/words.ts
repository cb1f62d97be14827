import { isNewKey, type Target } from '../intents/intents'
import { t } from '../language/translate'
import { ageText } from '../model/format'
import type { PeopleCount, PeopleCounts } from './counts'

const nobody: PeopleCount = { people: 0, recent: 0, lastSignIn: null }

/**
 * Number of people of an organization or a connection; `undefined` if unknown, for unsaved entities and for entities
 * without people. Counted connections without sessions have 0.
 */
export function peopleAt(
  { organizations, connections }: PeopleCounts,
  { kind, key }: Target,
): PeopleCount | undefined {
  if (isNewKey(key)) return undefined
  if (kind === 'organization') return organizations[key]
  return kind === 'connection' ? (connections[key] ?? nobody) : undefined
}

export const peopleText = (count: number, isWhole: boolean): string =>
  isWhole
    ? t('{count, plural, one {# person} other {# people}}', { count })
    : t('at least {count, plural, one {# person} other {# people}}', { count })

/** When people were counted (`now`: milliseconds since 1970), and whether the count is partial. */
export function readWords(
  { readAt, isWhole }: Pick<PeopleCounts, 'isWhole' | 'readAt'>,
  now: number,
): string {
  const age = ageText(readAt, now)
  return isWhole ? t('Counted {age}', { age }) : t('Counted {age}, in part', { age })
}
