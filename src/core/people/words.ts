import { isNewKey, type Target } from '../intents/intents'
import { t } from '../language/translate'
import { ageText } from '../model/format'
import type { PeopleCount, PeopleCounts } from './counts'

const nobody: PeopleCount = { people: 0, recent: 0, lastSignIn: null }

/**
 * How many people were counted of an organization or a connection. A count lists every organization that it knew, so of
 * another one nothing is known; of connections it lists those with a session, and has zeros for others. `undefined` where
 * nothing is known, for what a draft makes, which had nobody to count, and for what has no people.
 */
export function peopleAt(
  { organizations, connections }: PeopleCounts,
  { kind, key }: Target,
): PeopleCount | undefined {
  if (isNewKey(key)) return undefined
  if (kind === 'organization') return organizations[key]
  return kind === 'connection' ? (connections[key] ?? nobody) : undefined
}

/** `214 people`, or `at least 214 people` where the count stopped early. */
export const peopleText = (count: number, isWhole: boolean): string =>
  isWhole
    ? t('{count, plural, one {# person} other {# people}}', { count })
    : t('at least {count, plural, one {# person} other {# people}}', { count })

/** When people were counted, and that it was not all of them. @param now milliseconds since 1970 */
export function readWords(
  { readAt, isWhole }: Pick<PeopleCounts, 'isWhole' | 'readAt'>,
  now: number,
): string {
  const age = ageText(readAt, now)
  return isWhole ? t('Counted {age}', { age }) : t('Counted {age}, in part', { age })
}
