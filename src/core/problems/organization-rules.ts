import { entityLabel, type WorkingEntity } from '../draft/working-copy'
import { parseDuration } from '../fields/duration'
import { t } from '../language/translate'
import { asciiDomain } from '../model/domain-name'
import { textListMember, textMember } from '../model/json'
import { comparableDomain } from '../sign-in-ways/email-domain'
import type { WrittenProblem } from './problem'
import { regionProblem } from '../model/regions'

const domainLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Whether a text is an email domain as Ory takes it: a host name with a dot, without scheme, `@`, port or
 * path, and of letters from a to z, digits and hyphens. Kratos: format `hostname`.
 */
export function isEmailDomain(text: string): boolean {
  const labels = text.toLowerCase().split('.')
  if (text.length > 253 || labels.length < 2) return false
  return labels.every((label) => domainLabel.test(label))
}

/**
 * The form that Ory takes of a domain with letters beyond a to z; `undefined` for any other text.
 */
function punycodeOf(text: string): string | undefined {
  const ascii = asciiDomain(text)
  // What is left without other letters was something else, such as a blank.
  return ascii.includes('xn--') && isEmailDomain(ascii) ? ascii : undefined
}

/**
 * The domain that somebody meant who wrote an address, a URL or letters that Ory does not take; `undefined` where there
 * is none.
 */
export function betterDomain(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/^[^@]*@/, '')
    .replace(/[/:?#].*$/, '')
    .replaceAll(/^\.+|\.+$/g, '')
    .toLowerCase()
  const domain = punycodeOf(bare) ?? bare
  return domain !== text && isEmailDomain(domain) ? domain : undefined
}

/** The organizations of each domain, without deleted ones. */
export function claimedDomains(
  organizations: readonly WorkingEntity[],
): Map<string, WorkingEntity[]> {
  const claims = new Map<string, WorkingEntity[]>()
  for (const organization of organizations) {
    if (organization.status === 'deleted') continue
    for (const domain of new Set(textListMember(organization.fields, 'domains'))) {
      const key = comparableDomain(domain)
      const claimants = claims.get(key)
      if (claimants) claimants.push(organization)
      else claims.set(key, [organization])
    }
  }
  return claims
}

/**
 * Problems of an organization's own fields, without conflicts between organizations.
 *
 * @param organization without `edited`, every field is checked; with it, a value that only comes from
 *   the server is not a problem of the draft.
 * @param homeRegion `home_region` of the project; without it regions are not checked.
 */
export function organizationProblems(
  organization: Pick<WorkingEntity, 'target' | 'fields'> & Partial<Pick<WorkingEntity, 'edited'>>,
  claims: Pick<ReadonlyMap<string, readonly WorkingEntity[]>, 'get'>,
  homeRegion?: string,
): WrittenProblem[] {
  const { target, fields } = organization
  const subject = { target, name: entityLabel(fields, target) }
  const problems: WrittenProblem[] = []
  const refuse = (field: string, message: string) =>
    problems.push({ ...subject, field, rule: 'value-refused', severity: 'error', message })
  if ((textMember(fields, 'label') ?? '').trim() === '') refuse('label', t('Enter a label'))
  const seen = new Set<string>()
  for (const domain of textListMember(fields, 'domains')) {
    const key = comparableDomain(domain)
    if (!isEmailDomain(domain)) {
      const punycode = punycodeOf(domain)
      refuse(
        'domains',
        punycode === undefined
          ? t('“{domain}” is not a domain such as customer.example', { domain })
          : t('“{domain}” has letters beyond a to z, which Ory refuses: use “{punycode}”', {
              domain,
              punycode,
            }),
      )
    } else if (seen.has(key)) {
      refuse('domains', t('“{domain}” is listed twice', { domain }))
    }
    seen.add(key)
    const other = claims.get(key)?.find((item) => item.target.key !== target.key)
    if (other) {
      const owner = textMember(other.fields, 'label')
      const message =
        owner === undefined
          ? t('“{domain}” also belongs to another organization', { domain })
          : t('“{domain}” also belongs to {organization}', { domain, organization: owner })
      // A domain may be meant to move, so it is published with a warning.
      const place = { ...subject, field: 'domains' }
      problems.push({ ...place, rule: 'domain-twice', severity: 'warning', message })
    }
  }
  for (const [field, why] of optionalFields(organization, homeRegion)) refuse(field, why)
  return problems
}

/** What is wrong with fields that an organization may leave to its project. */
function optionalFields(
  { fields, edited }: Pick<WorkingEntity, 'fields'> & Partial<Pick<WorkingEntity, 'edited'>>,
  homeRegion: string | undefined,
): [field: string, why: string][] {
  const judged = (field: string) => edited === undefined || edited.includes(field)
  const found: [string, string][] = []
  if (judged('session_lifespan')) {
    const duration = parseDuration(textMember(fields, 'session_lifespan') ?? '')
    if (duration.kind === 'wrong') found.push(['session_lifespan', duration.why])
  }
  if (judged('default_region') && homeRegion !== undefined) {
    const why = regionProblem(textMember(fields, 'default_region') ?? '', homeRegion)
    if (why !== undefined) found.push(['default_region', why])
  }
  return found
}
