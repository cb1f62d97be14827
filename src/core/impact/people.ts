import { t } from '../language/translate'
import { dayText, numberText } from '../model/format'
import type { SetUp } from '../model/set-up'
import { recentDays, type PeopleCount, type PeopleCounts } from '../people/counts'
import { peopleAt, peopleText } from '../people/words'
import { accountOf, organizationKeyOf } from '../sign-in-ways/facts'
import { claimsOf, signInWays } from '../sign-in-ways/sign-in-ways'
import type { ImpactKind, ImpactLine } from './line'
import { organizationName } from './way-words'

/** Kinds about the people of the organizations that served a domain before. */
const ofDomains: ReadonlySet<ImpactKind> = new Set([
  'locked-out',
  'maybe-locked-out',
  'claimed-twice',
  'other-connections',
  'moved',
  'released',
  'let-in',
])
/** Kinds that affect no existing account's sign-in. */
const ofNobody: ReadonlySet<ImpactKind> = new Set([
  'to-tell',
  'button-new',
  'provisioning-new',
  'provisioning-begins',
  'scim-client-gone',
  'certificate-new',
  'more-connections',
])

/** The counted group of a line. */
interface Counted {
  /** Organization or connection key, so that several lines count it once. */
  readonly key: string
  readonly kind: 'organization' | 'connection'
  /** Only for an organization. */
  readonly name?: string
  /** Organization of a connection; empty for a social one. */
  readonly owner?: string
  readonly count: PeopleCount
}

/** Finds a line's counted group in the state before the change. */
function countedOf(before: SetUp, counts: PeopleCounts): (line: ImpactLine) => Counted[] {
  const organizations = new Map(before.organizations.map((item) => [item.key, item]))
  const connections = new Map(before.connections.map((item) => [item.key, item]))
  const clients = new Map((before.scimClients ?? []).map((item) => [item.key, item]))
  const wayOf = signInWays(before)

  function organization(key: string): Counted[] {
    const found = organizations.get(key)
    const count = found && peopleAt(counts, { kind: 'organization', key })
    return count ? [{ key, kind: 'organization', name: organizationName(found), count }] : []
  }

  return ({ kind, subject, place }) => {
    if (ofNobody.has(kind)) return []
    if (ofDomains.has(kind)) {
      return claimsOf(wayOf(subject)).flatMap((claim) => organization(claim.organization.key))
    }
    if (place?.kind === 'organization') return organization(place.key)
    const client = place?.kind === 'scim-client' ? clients.get(place.key) : undefined
    if (client) return organization(organizationKeyOf(client))
    const connection = place?.kind === 'connection' ? connections.get(place.key) : undefined
    const account = connection && accountOf(connection)
    const count = account && peopleAt(counts, { kind: 'connection', key: account })
    if (!connection || !count) return []
    return [{ key: account, kind: 'connection', owner: organizationKeyOf(connection), count }]
  }
}

/** `31`, or `at least 31` if counting stopped early. */
const some = (count: number, isWhole: boolean) =>
  isWhole ? numberText(count) : t('at least {n}', { n: numberText(count) })

function wordsOf({ kind, name = '', count }: Counted, { isWhole, readAt }: PeopleCounts): string {
  const values = {
    recent: some(count.recent, isWhole),
    // Connections are counted by sessions, which may miss accounts.
    people: peopleText(count.people, isWhole && kind === 'organization'),
    days: recentDays,
    day: dayText(readAt),
  }
  if (kind === 'connection') {
    return count.people === 0
      ? t(
          'No session by it is kept, so when it was used last is not known (counted on {day}).',
          values,
        )
      : t(
          '{recent} of {people} who signed in with it did so within {days} days (counted on {day}).',
          values,
        )
  }
  const all = { ...values, organization: name }
  return count.people === 0 && isWhole
    ? t('Nobody is in {organization} (counted on {day}).', all)
    : t(
        '{recent} of {people} of {organization} signed in within {days} days (counted on {day}).',
        all,
      )
}

/**
 * Adds numbers of people. They are not part of the impact, so that a new count leaves it unchanged. `before`: the
 * setup before the change.
 */
export function withPeople(
  lines: readonly ImpactLine[],
  before: SetUp,
  counts: PeopleCounts | undefined,
): readonly ImpactLine[] {
  if (!counts) return lines
  const counted = countedOf(before, counts)
  return lines.map((line) => {
    const people = counted(line)
      .map((each) => wordsOf(each, counts))
      .join(' ')
    return people === '' ? line : { ...line, people }
  })
}

/** People affected by all lines together; `undefined` if nothing was counted or nobody is affected. */
export function impactPeople(
  lines: readonly ImpactLine[],
  before: SetUp,
  counts: PeopleCounts | undefined,
): string | undefined {
  if (!counts) return undefined
  const all = new Map(lines.flatMap(countedOf(before, counts)).map((each) => [each.key, each]))
  const own = [...all.values()].filter(
    ({ kind, owner = '' }) => kind === 'organization' || !all.has(owner),
  )
  if (own.length === 0) return undefined
  const people = own.reduce((sum, { count }) => sum + count.people, 0)
  const recent = own.reduce((sum, { count }) => sum + count.recent, 0)
  // Connections are counted by sessions, which may miss accounts.
  const isWhole = counts.isWhole && own.every(({ kind }) => kind === 'organization')
  return t('{recent} of {people} signed in within {days} days (counted on {day}).', {
    recent: some(recent, counts.isWhole),
    people: peopleText(people, isWhole),
    days: recentDays,
    day: dayText(counts.readAt),
  })
}
