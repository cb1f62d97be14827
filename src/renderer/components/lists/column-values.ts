import { dayText } from '../../../core/model/format'
import { milliseconds } from '../../../core/model/times'
import { peopleText } from '../../../core/people/words'
import { countText, stateName } from '../../../core/search/table-columns'
import type { CountedPeople } from '../../../core/search/table-row'
import { readWords } from '../../composables/people-words'
import { ageText } from '../../composables/use-now'
import { timeText } from '../../composables/time-words'
import type { ColumnValue } from './columns'
import { t } from '../../../core/language/translate'

/** What columns say that more than one list has. Of what is absent nothing is known. */
export const unknown: ColumnValue = { text: '' }
const day = 24 * 60 * 60 * 1000

/** @param count of all domains, where only the first ones are given */
export function domainsValue(domains: readonly string[], count = domains.length): ColumnValue {
  const [first] = domains
  if (first === undefined) return unknown
  const more = count > 1 ? ` +${count - 1}` : ''
  const rest = count > domains.length ? ', …' : ''
  return { text: `${first}${more}`, title: domains.join(', ') + rest, sort: first }
}

/** An address without what all addresses begin with. */
const shortAddress = (address: string) => address.replace(/^https:\/\//i, '').replace(/\/$/, '')

/** Who an identity provider is, by what of it is known. */
export function issuerValue(
  issuer: string | undefined,
  is: 'address' | 'entity-id' | 'tenant' | undefined,
): ColumnValue {
  if (issuer === undefined || is === undefined) return unknown
  if (is === 'tenant') {
    return { text: issuer, title: t('Tenant {tenant}', { tenant: issuer }), sort: issuer }
  }
  const text = shortAddress(issuer)
  const title = is === 'address' ? issuer : t('Entity ID {id}', { id: issuer })
  return { text, title, sort: text }
}

/** @param end ISO 8601; @param now milliseconds since 1970 */
export function expiryValue(end: string | undefined, now: number): ColumnValue {
  if (end === undefined) return unknown
  const time = milliseconds(end)
  const text = dayText(end)
  const left = time - now
  const title =
    left < 0
      ? t('The signing certificate expired on {time}', { time: timeText(end) })
      : t('The signing certificate expires on {time}', { time: timeText(end) })
  if (left < 0) return { text, title, tone: 'danger', sort: time }
  if (left <= 30 * day) return { text, title, tone: 'warning', sort: time }
  return { text, title, sort: time }
}

/** @param check its ISO 8601 time, and its result also in words; @param now milliseconds since 1970 */
export function checkValue(
  check: { readonly at: string; readonly verdict: string; readonly words: string } | undefined,
  now: number,
): ColumnValue {
  if (!check) return unknown
  const { at, verdict, words } = check
  const text = ageText(at, now)
  const title = t('{verdict}, checked on {time}', { verdict: words, time: timeText(at) })
  const sort = milliseconds(at)
  if (verdict === 'bad') return { text, title, tone: 'danger', sort }
  if (verdict === 'warnings') return { text, title, tone: 'warning', sort }
  return { text, title, sort }
}

export function stateValue(state: string | undefined): ColumnValue {
  if (!state) return unknown
  const text = stateName(state)
  return state === 'disabled' ? { text, tone: 'warning', sort: text } : { text, sort: text }
}

/** How many people were counted. @param now milliseconds since 1970 */
export function peopleValue(people: CountedPeople | undefined, now: number): ColumnValue {
  if (!people) return unknown
  const { count, isWhole } = people
  const title = `${peopleText(count, isWhole)}. ${readWords(people, now)}`
  return { text: countText(people), title, sort: count }
}

/** When one of them last signed in; unknown where nothing tells, which is not never. @param now milliseconds since 1970 */
export function lastSignInValue(people: CountedPeople | undefined, now: number): ColumnValue {
  if (!people) return unknown
  const { lastSignIn, count } = people
  if (lastSignIn === undefined) {
    return count === 0 ? unknown : { text: t('unknown'), title: t('No kept session tells when') }
  }
  return {
    text: ageText(lastSignIn, now),
    title: `${t('Last sign-in on {time}', { time: timeText(lastSignIn) })}. ${readWords(people, now)}`,
    sort: milliseconds(lastSignIn),
  }
}

/** @param at ISO 8601 time of the last publish; @param now milliseconds since 1970 */
export function publishedValue(at: string | undefined, now: number): ColumnValue {
  if (at === undefined) return unknown
  const title = t('Published on {time}', { time: timeText(at) })
  return { text: ageText(at, now), title, sort: milliseconds(at) }
}
