import { t } from '../../core/language/translate'
import { ageText, numberText } from '../../core/model/format'
import { recentDays, type PeopleCount, type PeopleCounts } from '../../core/people/counts'
import type { PeopleReadEnd } from '../../core/ipc/people'
import type { PeopleGroup } from '../../core/people/group'
import { peopleText } from '../../core/people/words'

type Read = Pick<PeopleCounts, 'isWhole' | 'readAt'>

/** `last sign-in 2 h ago`; a partial count says "or later". @param now milliseconds since 1970 */
function lastSignInText(lastSignIn: string | null, { isWhole }: Read, now: number): string {
  if (lastSignIn === null) return t('last sign-in unknown')
  const age = ageText(lastSignIn, now)
  return isWhole ? t('last sign-in {age}', { age }) : t('last sign-in {age} or later', { age })
}

/** `31 signed in within 7 days`; `undefined` if a partial count saw nobody. */
function recentText(recent: number, { isWhole }: Read): string | undefined {
  if (isWhole) {
    return t('{n} signed in within {days} days', { n: numberText(recent), days: recentDays })
  }
  return recent === 0
    ? undefined
    : t('at least {n} signed in within {days} days', { n: numberText(recent), days: recentDays })
}

/** `214 people · 31 signed in within 7 days · last sign-in 2 h ago`. @param now milliseconds since 1970 */
export function countWords(count: PeopleCount, read: Read, now: number): string {
  if (count.people === 0 && read.isWhole) return t('Nobody')
  return [
    peopleText(count.people, read.isWhole),
    recentText(count.recent, read),
    lastSignInText(count.lastSignIn, read, now),
  ]
    .filter((part) => part !== undefined)
    .join(' · ')
}

/** Counts of a connection, known from sessions alone: no session does not mean nobody. @param now milliseconds since 1970 */
export function connectionWords(count: PeopleCount, read: Read, now: number): string {
  if (count.people === 0 && count.lastSignIn === null) {
    return t('No kept session: last sign-in unknown')
  }
  const last = lastSignInText(count.lastSignIn, read, now)
  return `${peopleText(count.people, read.isWhole)} · ${last}`
}

/** How a count ended, and what to do. */
export const endWords: Readonly<Record<PeopleReadEnd, string>> = {
  whole: t('Everybody was counted.'),
  stopped: t('Cancelled. What was counted until then is kept, and the count can go on.'),
  repeated: t(
    'The server sent the same people again, so the count stopped. The next one begins at the start.',
  ),
  expired: t(
    'The server no longer knew where the count was, so it stopped. The next one begins at the start.',
  ),
  'too-many': t('The list is longer than the app counts, so the count stopped.'),
  'no-next': t('The server did not say how the list goes on, so the count stopped.'),
}

/** Size of a group, such as `12 people with acme.example in no organization`. */
export function groupText(group: PeopleGroup, count: number, isWhole: boolean): string {
  switch (group.kind) {
    case 'outside': {
      const { domain } = group
      return isWhole
        ? t('{count, plural, one {# person} other {# people}} with {domain} in no organization', {
            count,
            domain,
          })
        : t(
            'At least {count, plural, one {# person} other {# people}} with {domain} in no organization',
            { count, domain },
          )
    }
    case 'other-domain':
      return isWhole
        ? t('{count, plural, one {# person} other {# people}} with none of its domains', { count })
        : t('At least {count, plural, one {# person} other {# people}} with none of its domains', {
            count,
          })
    case 'emergency':
      return isWhole
        ? t('{count, plural, one {# person} other {# people}} with emergency access', { count })
        : t('At least {count, plural, one {# person} other {# people}} with emergency access', {
            count,
          })
  }
}

export function groupTitle(group: PeopleGroup): string {
  switch (group.kind) {
    case 'outside':
      return t('People with {domain} in no organization', { domain: group.domain })
    case 'other-domain':
      return t('People with none of the organization’s domains')
    case 'emergency':
      return t('People with emergency access')
  }
}
