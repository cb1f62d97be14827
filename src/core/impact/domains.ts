import { t } from '../language/translate'
import { textMember } from '../model/json'
import { changedPairs, sidesOf } from '../model/pairs'
import { withoutPauses } from '../model/pauses'
import type { SetUp, SetUpConnection } from '../model/set-up'
import { accountOf, organizationKeyOf } from '../sign-in-ways/facts'
import { lockOutCause } from '../sign-in-ways/lock-out'
import {
  claimedDomainsOf,
  claimsOf,
  isLockOut,
  isUncertain,
  servesNobody,
  signInWays,
  usableIn,
  type Claim,
  type SignInWay,
} from '../sign-in-ways/sign-in-ways'
import type { ImpactKind, ImpactLine } from './line'
import { connectionName, listed, lockOutSentence, organizationName, wayWords } from './way-words'

/** A domain's sign-in before and after. */
export interface DomainChange {
  readonly domain: string
  readonly kind: DomainKind
  readonly before: SignInWay
  readonly after: SignInWay
}

export type DomainKind = Extract<
  ImpactKind,
  | 'locked-out'
  | 'maybe-locked-out'
  | 'claimed-twice'
  | 'other-connections'
  | 'moved'
  | 'released'
  | 'more-connections'
  | 'let-in'
>

/** Usable connections of all organizations that claim the domain. */
const usable = (way: SignInWay): readonly SetUpConnection[] =>
  claimsOf(way).flatMap((claim) => usableIn(claim).map(({ connection }) => connection))

/** Keys of the organizations that serve a domain, as one text. */
const takers = (way: SignInWay) =>
  claimsOf(way)
    .map(({ organization }) => organization.key)
    .toSorted()
    .join('\n')

/** Claims that lost their last usable connection while another claim has one. */
function closedClaims(before: SignInWay, after: SignInWay): readonly Claim[] {
  const open = new Set(
    claimsOf(before).flatMap((claim) => (servesNobody(claim) ? [] : [claim.organization.key])),
  )
  return claimsOf(after).filter((claim) => open.has(claim.organization.key) && servesNobody(claim))
}

function kindOf(before: SignInWay, after: SignInWay): DomainKind | undefined {
  const [wasOut, isOut] = [isLockOut(before), isLockOut(after)]
  if (isOut && !wasOut) return 'locked-out'
  const isSame = takers(before) === takers(after)
  if (after.kind === 'claimed-twice') {
    if (before.kind !== 'claimed-twice' || !isSame) return 'claimed-twice'
    if (!isOut && closedClaims(before, after).length > 0) return 'maybe-locked-out'
    if (wasOut && !isOut && claimsOf(after).some(servesNobody)) return 'claimed-twice'
  }
  if (after.kind === 'no-address' || after.kind === 'no-organization') {
    return before.kind === after.kind ? undefined : 'released'
  }
  if (wasOut && !isOut) return 'let-in'
  if (!isSame) return 'moved'
  const was = new Set(usable(before).map(accountOf))
  const is = new Set(usable(after).map(accountOf))
  if ([...was].some((account) => !is.has(account))) return 'other-connections'
  return is.size > was.size ? 'more-connections' : undefined
}

/** Domains of organizations with any change, in order; a draft's states share unchanged objects, so few remain. */
function domainsInQuestion(before: SetUp, after: SetUp): string[] {
  const isSwitched = (['oidc', 'saml'] as const).some(
    (protocol) => before.methods[protocol].enabled !== after.methods[protocol].enabled,
  )
  if (isSwitched) return [...claimedDomainsOf(before), ...claimedDomainsOf(after)]
  const connections = sidesOf(changedPairs(before.connections, after.connections))
  const keys = new Set([
    ...changedPairs(before.organizations, after.organizations).map(({ key }) => key),
    ...connections.map(organizationKeyOf),
  ])
  // The first of several connections with one ID counts, so one change may affect another.
  const ids = new Set(connections.map(accountOf))
  for (const connection of [...before.connections, ...after.connections]) {
    if (ids.has(accountOf(connection))) keys.add(organizationKeyOf(connection))
  }
  const some = (setUp: SetUp) => ({
    ...setUp,
    organizations: setUp.organizations.filter(({ key }) => keys.has(key)),
  })
  return keys.size === 0
    ? []
    : [...claimedDomainsOf(some(before)), ...claimedDomainsOf(some(after))]
}

/** Domains between two pauses. */
const slice = 50

/**
 * Domains whose sign-in changes, in order. Ignores labels, connection details and social connections. Pauses at each
 * yield.
 */
export function* changingDomains(before: SetUp, after: SetUp): Generator<void, DomainChange[]> {
  const domains = new Set(domainsInQuestion(before, after))
  if (domains.size === 0) return []
  yield
  const was = signInWays(before)
  yield
  const is = signInWays(after)
  const changes: DomainChange[] = []
  for (const [index, domain] of [...domains].entries()) {
    if (index % slice === 0) yield
    const [old, now] = [was(domain), is(domain)]
    const kind = kindOf(old, now)
    if (kind !== undefined) changes.push({ domain, kind, before: old, after: now })
  }
  return changes
}

/**
 * `changingDomains` in one go.
 * @internal for tests
 */
export function changedDomains(before: SetUp, after: SetUp): DomainChange[] {
  return withoutPauses(changingDomains(before, after))
}

const organizationOf = (way: SignInWay) =>
  way.kind === 'none' || way.kind === 'single' || way.kind === 'several'
    ? organizationName(way.organization)
    : undefined

function lockedOutWords(domain: string, after: SignInWay): string {
  const out = t('People of {domain} are locked out.', { domain })
  const [claim, another] = claimsOf(after)
  const cause = claim && lockOutCause(claim)
  if (!claim || !cause) return out
  const why = another
    ? t('No organization that claims it has a connection that lets anybody in.')
    : lockOutSentence(claim, cause)
  return `${out} ${why}`
}

function movedWords(domain: string, before: SignInWay, after: SignInWay): string {
  const [from, organization = ''] = [organizationOf(before), organizationOf(after)]
  const connections = listed(usable(after).map(connectionName))
  if (from !== undefined) {
    return t('People of {domain} move from {from} to {organization}.', {
      domain,
      from,
      organization,
    })
  }
  if (before.kind === 'claimed-twice') {
    return t('{organization} is the only organization from now on that claims {domain}.', {
      domain,
      organization,
    })
  }
  return connections === ''
    ? t('People of {domain} sign in through {organization} from now on.', { domain, organization })
    : t('People of {domain} sign in through {organization} from now on, with {connections}.', {
        domain,
        organization,
        connections,
      })
}

/** Names, with the ID where ambiguous. */
function namesAmong(
  connections: readonly SetUpConnection[],
  others: readonly SetUpConnection[],
): string {
  const accounts = new Map<string, Set<string>>()
  for (const item of [...connections, ...others]) {
    const name = connectionName(item)
    accounts.set(name, (accounts.get(name) ?? new Set()).add(accountOf(item)))
  }
  return listed(
    connections.map((item) => {
      const name = connectionName(item)
      const id = textMember(item.fields, 'id') ?? ''
      const isShared = (accounts.get(name)?.size ?? 0) > 1
      return isShared ? t('{connection} (ID {id})', { connection: name, id }) : name
    }),
  )
}

function otherConnectionsWords(domain: string, before: SignInWay, after: SignInWay): string {
  const [was, is] = [usable(before), usable(after)]
  const accounts = new Set(is.map(accountOf))
  const gone = was.filter((item) => !accounts.has(accountOf(item)))
  const there = new Map(is.map((item) => [item.key, item]))
  // Under a new ID the button stays; only the account link is lost.
  const renamed = gone.flatMap((item) => there.get(item.key) ?? [])
  if (renamed.length === gone.length) {
    return t(
      'People of {domain} sign in with {connections} as before, and are unknown there: who has ' +
        'an account is asked to link it.',
      { domain, connections: namesAmong(renamed, is) },
    )
  }
  return t(
    'People of {domain} can no longer sign in with {lost}. They sign in with {connections}, ' +
      'and who has an account is asked to link it.',
    { domain, lost: namesAmong(gone, is), connections: namesAmong(is, gone) },
  )
}

/** Organizations claiming a domain that lock its people out. */
function closedClaimsWords(after: SignInWay): string {
  const closed = claimsOf(after).filter(servesNobody)
  if (closed.length === 0) return ''
  return t(
    'They are locked out if Ory takes them to {organizations}, where no connection lets anybody in.',
    { organizations: listed(closed.map(({ organization }) => organizationName(organization))) },
  )
}

function claimedTwiceWords(domain: string, after: SignInWay): string {
  const twice = t(
    '{domain} is claimed twice. Ory does not say which organization then takes its people.',
    { domain },
  )
  return [twice, closedClaimsWords(after)].filter(Boolean).join(' ')
}

function words({ domain, kind, before, after }: DomainChange): string {
  const connections = listed(usable(after).map(connectionName))
  switch (kind) {
    case 'locked-out':
      return lockedOutWords(domain, after)
    case 'maybe-locked-out': {
      const closed = closedClaims(before, after).map((claim) =>
        organizationName(claim.organization),
      )
      return t(
        '{domain} is claimed twice, and no connection of {organizations} lets anybody in any more. Its people are locked out if Ory takes them there.',
        { domain, organizations: listed(closed) },
      )
    }
    case 'claimed-twice':
      return claimedTwiceWords(domain, after)
    case 'let-in':
      return t('People of {domain}, locked out so far, sign in with {connections}.', {
        domain,
        connections,
      })
    case 'released':
      return t(
        'No organization takes people of {domain} any more: they get the project’s own sign-in page.',
        { domain },
      )
    case 'moved': {
      const move = movedWords(domain, before, after)
      return isLockOut(after) ? `${move} ${t('They stay locked out.')}` : move
    }
    case 'other-connections':
      return otherConnectionsWords(domain, before, after)
    case 'more-connections':
      return t('People of {domain} choose between {connections}.', { domain, connections })
  }
}

/** Kinds that promise a sign-in. */
const promising: ReadonlySet<DomainKind> = new Set(['let-in', 'moved', 'other-connections'])
/** Kinds that list the connections of all claims. */
const ofEveryClaim: ReadonlySet<DomainKind> = new Set(['other-connections', 'more-connections'])

/** Whether the remaining connections' state is unknown. */
function uncertainty({ kind, after }: DomainChange): string {
  if (!promising.has(kind) || !isUncertain(after)) return ''
  const left = usable(after)
  return t(
    '{count, plural, one {It is not known whether {connections} is enabled: if it is not, they are locked out.} other {It is not known whether {connections} are enabled: if none is, they are locked out.}}',
    { count: left.length, connections: listed(left.map(connectionName)) },
  )
}

/** The first organization of the line. */
function placeOf({ before, after, kind }: DomainChange): ImpactLine['place'] {
  const claim =
    kind === 'maybe-locked-out'
      ? closedClaims(before, after)[0]
      : (claimsOf(after).at(-1) ?? claimsOf(before).at(-1))
  return claim && { kind: 'organization', key: claim.organization.key }
}

export function domainLine(change: DomainChange): ImpactLine {
  const place = placeOf(change)
  return {
    id: `domain ${change.domain}`,
    kind: change.kind,
    subject: change.domain,
    words: [
      words(change),
      ofEveryClaim.has(change.kind) ? closedClaimsWords(change.after) : '',
      uncertainty(change),
    ]
      .filter(Boolean)
      .join(' '),
    before: wayWords(change.before),
    after: wayWords(change.after),
    ...(place ? { place } : {}),
  }
}
