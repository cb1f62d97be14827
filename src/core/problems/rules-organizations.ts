import { commasFirst } from '../language/listed'
import { t } from '../language/translate'
import { textListMember } from '../model/json'
import type { SetUpOrganization } from '../model/set-up'
import { comparableDomain, domainsAbove } from '../sign-in-ways/email-domain'
import { domainsOf } from '../sign-in-ways/facts'
import {
  claimedDomainsOf,
  claimsOf,
  isLockOut,
  servesNobody,
  type Claim,
} from '../sign-in-ways/sign-in-ways'
import { anOrganization, connectionLabel, organizationLabel, wayIn } from './known-project'
import { rule, type Found, type OfferedEdit } from './rule'

const mostListed = 3
const listed = (names: readonly string[], total?: number) => commasFirst(names, mostListed, total)

/** Claims of one domain that each problem of it knows: in a broken file thousands claim one, and each has a problem. */
const mostClaims = 100

/** Why none of an organization's connections lets anybody in. */
function reasonOf({ offered, withheld }: Claim): string {
  const faults = offered.map(({ connection, fault = '' }) =>
    t('“{name}” cannot work: {fault}', { name: connectionLabel(connection), fault }),
  )
  const others = withheld.map(({ connection, because }) => {
    const name = connectionLabel(connection)
    return because === 'disabled'
      ? t('“{name}” is not offered: it is disabled', { name })
      : t('“{name}” is not offered: its sign-in method is off', { name })
  })
  const [first, second] = [faults, others].map(([reason, ...more]) =>
    reason === undefined || more.length === 0
      ? reason
      : t('{reason} (and {count, plural, one {# more} other {# more}})', {
          reason,
          count: more.length,
        }),
  )
  const reasons = [first, second].filter((text) => text !== undefined)
  return reasons.join('; ') || t('it has no connection')
}

/** An organization takes people of its domains and lets none of them in. */
export const lockOut = rule({
  id: 'lock-out',
  title: t('Nobody can sign in'),
  badge: t('Locked out'),
  why: t(
    'People of these domains are sent to single sign-on, get no password field, and find no connection that works.',
  ),
  remedy: t('Give the organization a connection that works, or remove its domains.'),
  inProject(project) {
    const wayOf = wayIn(project)
    const locked = new Map<
      SetUpOrganization,
      { readonly claim: Claim; readonly domains: string[] }
    >()
    for (const domain of claimedDomainsOf(project.setUp)) {
      const way = wayOf(domain)
      if (!isLockOut(way)) continue
      for (const claim of claimsOf(way)) {
        const known = locked.get(claim.organization)
        if (known) known.domains.push(domain)
        else locked.set(claim.organization, { claim, domains: [domain] })
      }
    }
    return [...locked].map(([organization, { claim, domains }]) => ({
      ...anOrganization(organization),
      severity: 'error',
      message: t('People of {domains} cannot sign in: {reason}', {
        domains: listed(domains),
        reason: reasonOf(claim),
      }),
      facts: domains,
    }))
  },
})

/** Takes a domain away from an organization that lets nobody in, where another one of its claims does. */
function withoutDomain(
  claim: Claim,
  isLockedOut: boolean,
  domain: string,
): OfferedEdit | undefined {
  if (!servesNobody(claim) || isLockedOut) return undefined
  const { organization } = claim
  // Each of its domains may have such a problem, with the others in its edit.
  if (domainsOf(organization).length > mostClaims) return undefined
  const left = textListMember(organization.fields, 'domains').filter(
    (item) => comparableDomain(item) !== domain,
  )
  return {
    label: t('Remove {domain} from {organization}', {
      domain,
      organization: organizationLabel(organization),
    }),
    edits: [
      {
        kind: 'set-field',
        target: { kind: 'organization', key: organization.key },
        field: 'domains',
        value: left,
      },
    ],
  }
}

/** More than one organization of the project claims a domain. */
export const domainTwice = rule({
  id: 'domain-twice',
  title: t('Domain claimed twice'),
  badge: t('Domain twice'),
  why: t('Ory does not say which of the organizations then takes the people of the domain.'),
  remedy: t('Leave the domain with one organization.'),
  inProject(project) {
    const wayOf = wayIn(project)
    return claimedDomainsOf(project.setUp).flatMap((domain) => {
      const way = wayOf(domain)
      if (way.kind !== 'claimed-twice') return []
      const isLockedOut = isLockOut(way)
      const named = way.claims.slice(0, mostClaims + 1)
      const total = way.claims.length - 1
      return way.claims.map((claim): Found => {
        const rest = named.filter((other) => other !== claim).slice(0, mostClaims)
        const others = rest
          .slice(0, mostListed)
          .map(({ organization }) => t('“{text}”', { text: organizationLabel(organization) }))
        return {
          ...anOrganization(claim.organization),
          severity: 'error',
          message: t('{domain} also belongs to {owners}', {
            domain,
            owners: listed(others, total),
          }),
          field: 'domains',
          detail: domain,
          facts: rest.map(({ organization }) => organization.key),
          edit: withoutDomain(claim, isLockedOut, domain),
        }
      })
    })
  },
})

/** A domain lies below one of another organization, which takes none of its people. */
export const domainBelow = rule({
  id: 'domain-below',
  title: t('Subdomain of another organization'),
  badge: t('Subdomain'),
  why: t(
    'Ory compares whole domains, so people of the subdomain never sign in through the ' +
      'organization above.',
  ),
  remedy: t('Leave it if both are intended; otherwise move the domain.'),
  inProject(project) {
    const wayOf = wayIn(project)
    const belowOther = (
      organization: SetUpOrganization,
      domain: string,
      own: ReadonlySet<string>,
    ): Found[] => {
      for (const above of domainsAbove(domain)) {
        const claims = own.has(above) ? [] : claimsOf(wayOf(above))
        if (claims.length === 0) continue
        const others = claims.slice(0, mostClaims)
        const owners = others
          .slice(0, mostListed)
          .map((claim) => t('“{text}”', { text: organizationLabel(claim.organization) }))
        const message = t(
          '{domain} lies below {above} of {owners}: each takes its own people only',
          { domain, above, owners: listed(owners, claims.length) },
        )
        const facts = others.map((claim) => `${above} ${claim.organization.key}`)
        const place = { ...anOrganization(organization), field: 'domains', detail: domain }
        return [{ ...place, severity: 'info', message, facts }]
      }
      return []
    }
    return project.setUp.organizations.flatMap((organization) => {
      const own = new Set(domainsOf(organization))
      return [...own].flatMap((domain) => belowOther(organization, domain, own))
    })
  },
})
