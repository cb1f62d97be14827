import { fieldLabel } from '../fields/fields'
import { t } from '../language/translate'
import { textMember } from '../model/json-value'
import { withoutPauses } from '../model/pauses'
import type { SetUp, SetUpConnection } from '../model/set-up'
import {
  claimedDomainsOf,
  isLockOut,
  signInWays,
  type SignInWay,
} from '../sign-in-ways/sign-in-ways'
import type { ImpactKind, ImpactLine } from './line'
import { connectionName, listed, organizationName, wayWords } from './way-words'

/** How people of one domain signed in, and how they will. */
export interface DomainChange {
  readonly domain: string
  readonly kind: DomainKind
  readonly before: SignInWay
  readonly after: SignInWay
}

export type DomainKind = Extract<
  ImpactKind,
  | 'locked-out'
  | 'claimed-twice'
  | 'other-connections'
  | 'moved'
  | 'released'
  | 'more-connections'
  | 'let-in'
>

/** What a member's account at a connection is kept under: another one is an unknown member. */
export const accountOf = ({ protocol, fields }: SetUpConnection) =>
  `${protocol}:${textMember(fields, 'id') ?? ''}`

/** Those by which people of a domain get in. */
function usable(way: SignInWay): readonly SetUpConnection[] {
  if (way.kind === 'no-address' || way.kind === 'claimed-twice') return []
  return way.offered.flatMap(({ connection, fault }) => (fault === undefined ? [connection] : []))
}

/** Keys of the organizations that take a domain's people, in one text. */
function takers(way: SignInWay): string {
  if (way.kind === 'no-address' || way.kind === 'no-organization') return ''
  const claims = way.kind === 'claimed-twice' ? way.claims : [way]
  return claims
    .map(({ organization }) => organization.key)
    .toSorted()
    .join('\n')
}

function kindOf(before: SignInWay, after: SignInWay): DomainKind | undefined {
  const [wasOut, isOut] = [isLockOut(before), isLockOut(after)]
  if (isOut && !wasOut) return 'locked-out'
  const isSame = takers(before) === takers(after)
  if (after.kind === 'claimed-twice') {
    return before.kind === 'claimed-twice' && isSame ? undefined : 'claimed-twice'
  }
  if (after.kind === 'no-organization') {
    return before.kind === 'no-organization' ? undefined : 'released'
  }
  if (wasOut && !isOut) return 'let-in'
  if (!isSame) return 'moved'
  const was = new Set(usable(before).map(accountOf))
  const is = new Set(usable(after).map(accountOf))
  if ([...was].some((account) => !is.has(account))) return 'other-connections'
  return is.size > was.size ? 'more-connections' : undefined
}

type Entity = SetUp['organizations'][number] | SetUpConnection

/** Entities that are not the very same on both sides, from both. */
function touched<Item extends Entity>(before: readonly Item[], after: readonly Item[]): Item[] {
  const was = new Map(before.map((item) => [item.key, item]))
  const is = new Map(after.map((item) => [item.key, item]))
  const isOther = (other: Item | undefined, item: Item) => other?.fields !== item.fields
  return [
    ...before.filter((item) => isOther(is.get(item.key), item)),
    ...after.filter((item) => isOther(was.get(item.key), item)),
  ]
}

/**
 * Domains of organizations of which something is not the very same on both sides, in the order of the
 * set-ups. States of one draft share what the draft does not touch, so that of thousands a few are left.
 */
function domainsInQuestion(before: SetUp, after: SetUp): string[] {
  const isSwitched = (['oidc', 'saml'] as const).some(
    (protocol) => before.methods[protocol].enabled !== after.methods[protocol].enabled,
  )
  if (isSwitched) return [...claimedDomainsOf(before), ...claimedDomainsOf(after)]
  const connections = touched(before.connections, after.connections)
  const keys = new Set([
    ...touched(before.organizations, after.organizations).map(({ key }) => key),
    ...connections.map(({ fields }) => textMember(fields, 'organization_id') ?? ''),
  ])
  // Of two connections with one id the first counts, so a change to it may be one to the other.
  const ids = new Set(connections.map(accountOf))
  for (const connection of [...before.connections, ...after.connections]) {
    if (ids.has(accountOf(connection)))
      keys.add(textMember(connection.fields, 'organization_id') ?? '')
  }
  const some = (setUp: SetUp) => ({
    ...setUp,
    organizations: setUp.organizations.filter(({ key }) => keys.has(key)),
  })
  return keys.size === 0
    ? []
    : [...claimedDomainsOf(some(before)), ...claimedDomainsOf(some(after))]
}

/** So many domains are looked at between two chances to pause. */
const slice = 50

/**
 * Every domain whose people sign in otherwise after a change, in the order of the set-ups. A change of a
 * label or of what a connection is made of is none; neither is one among social connections, which are
 * there for everybody. It can be paused wherever it yields.
 */
export function* changingDomains(before: SetUp, after: SetUp): Generator<void, DomainChange[]> {
  const domains = new Set(domainsInQuestion(before, after))
  if (domains.size === 0) return []
  yield
  const [was, is] = [signInWays(before), signInWays(after)]
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
 * @internal for tests; elsewhere only `lockedOutBy` asks for it
 */
export function changedDomains(before: SetUp, after: SetUp): DomainChange[] {
  return withoutPauses(changingDomains(before, after))
}

/** Domains whose people could sign in before a change and cannot after it. */
export function lockedOutBy(before: SetUp, after: SetUp): string[] {
  return changedDomains(before, after).flatMap(({ domain, kind }) =>
    kind === 'locked-out' ? [domain] : [],
  )
}

const organizationOf = (way: SignInWay) =>
  way.kind === 'none' || way.kind === 'single' || way.kind === 'several'
    ? organizationName(way.organization)
    : undefined

function lockOutWords(after: SignInWay): string {
  if (after.kind === 'claimed-twice') return t('No organization that claims it has a way in')
  if (after.kind === 'no-address' || after.kind === 'no-organization') return ''
  const name = organizationName(after.organization)
  const faulty = after.offered.find(({ fault }) => fault !== undefined)
  if (faulty) {
    const { cause, field = '' } = faulty
    return cause === 'same-id'
      ? t(
          '{organization} offers only what leads nowhere: a connection before it has the same ID, and Ory uses that one',
          { organization: name },
        )
      : t('{organization} offers only what leads nowhere: it has no {field}', {
          organization: name,
          field: fieldLabel(field) ?? field,
        })
  }
  if (after.withheld.some(({ because }) => because === 'method-off')) {
    return t('{organization} has connections, and their method is switched off', {
      organization: name,
    })
  }
  if (after.withheld.length > 0) {
    return t('{organization} has only connections that are disabled', { organization: name })
  }
  return t('{organization} has no connection, and its people get no password field', {
    organization: name,
  })
}

function moveWords({
  domain,
  from,
  to,
  connections,
}: {
  readonly domain: string
  readonly from: string | undefined
  readonly to: string
  readonly connections: string
}): string {
  if (from !== undefined) {
    return t('People of {domain} move from {from} to {to}.', { domain, from, to })
  }
  return connections === ''
    ? t('People of {domain} sign in through {organization} from now on.', {
        domain,
        organization: to,
      })
    : t('People of {domain} sign in through {organization} from now on, by {connections}.', {
        domain,
        organization: to,
        connections,
      })
}

function words({ domain, kind, before, after }: DomainChange): string {
  const gone = usable(before).filter(
    (item) => !usable(after).some((other) => accountOf(other) === accountOf(item)),
  )
  const by = listed(usable(after).map(connectionName))
  switch (kind) {
    case 'locked-out':
      return `${t('People of {domain} are locked out.', { domain })} ${lockOutWords(after)}.`
    case 'claimed-twice':
      return t(
        '{domain} is claimed twice. Ory does not say which organization then takes its people.',
        { domain },
      )
    case 'let-in':
      return t('People of {domain}, locked out so far, sign in by {connections}.', {
        domain,
        connections: by,
      })
    case 'released':
      return t(
        'No organization takes people of {domain} any more: they get the project’s own sign-in page.',
        { domain },
      )
    case 'moved': {
      const [from, to = ''] = [organizationOf(before), organizationOf(after)]
      const move = moveWords({ domain, from, to, connections: by })
      return isLockOut(after) ? `${move} ${t('They stay locked out.')}` : move
    }
    case 'other-connections':
      return t(
        'People of {domain} lose {lost} and sign in by {connections}: who has an account there is asked to link it.',
        { domain, lost: listed(gone.map(connectionName)), connections: by },
      )
    case 'more-connections':
      return t('People of {domain} choose between {connections}.', { domain, connections: by })
  }
}

/** The organization, or the first of them, that a line about a domain leads to. */
function placeOf({ before, after }: DomainChange): ImpactLine['place'] {
  for (const way of [after, before]) {
    if (way.kind === 'no-address' || way.kind === 'no-organization') continue
    const claim = way.kind === 'claimed-twice' ? way.claims.at(-1) : way
    if (claim) return { kind: 'organization', key: claim.organization.key }
  }
  return undefined
}

export function domainLine(change: DomainChange): ImpactLine {
  const place = placeOf(change)
  return {
    id: `domain ${change.domain}`,
    kind: change.kind,
    subject: change.domain,
    words: words(change),
    before: wayWords(change.before),
    after: wayWords(change.after),
    ...(place ? { place } : {}),
  }
}
