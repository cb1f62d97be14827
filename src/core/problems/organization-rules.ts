import type { WorkingEntity } from '../draft/working-copy'
import { parseDuration } from '../fields/duration'
import { t } from '../language/translate'
import { asciiDomain } from '../model/domain-name'
import { textListMember, textMember } from '../model/json'
import { comparableDomain } from '../sign-in-ways/email-domain'
import type { Problem } from './problem'
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
export function punycodeOf(text: string): string | undefined {
  const ascii = asciiDomain(text)
  // What is left without other letters was something else, such as a blank.
  return ascii.includes('xn--') && ascii !== text.toLowerCase() && isEmailDomain(ascii)
    ? ascii
    : undefined
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
      claims.set(key, [...(claims.get(key) ?? []), organization])
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
): Problem[] {
  const { target, fields } = organization
  const problems: Problem[] = []
  if ((textMember(fields, 'label') ?? '').trim() === '') {
    problems.push({ target, field: 'label', severity: 'error', message: t('Enter a label') })
  }
  const seen = new Set<string>()
  for (const domain of textListMember(fields, 'domains')) {
    const key = comparableDomain(domain)
    if (!isEmailDomain(domain)) {
      const punycode = punycodeOf(domain)
      const message =
        punycode === undefined
          ? t('“{domain}” is not a domain such as customer.example', { domain })
          : t('“{domain}” has letters beyond a to z, which Ory refuses: use “{punycode}”', {
              domain,
              punycode,
            })
      problems.push({ target, field: 'domains', severity: 'error', message })
    } else if (seen.has(key)) {
      const message = t('“{domain}” is listed twice', { domain })
      problems.push({ target, field: 'domains', severity: 'error', message })
    }
    seen.add(key)
    const other = claims.get(key)?.find((item) => item.target.key !== target.key)
    if (other) {
      const owner = textMember(other.fields, 'label')
      const message =
        owner === undefined
          ? t('“{domain}” also belongs to another organization', { domain })
          : t('“{domain}” also belongs to {organization}', { domain, organization: owner })
      problems.push({ target, field: 'domains', severity: 'warning', message })
    }
  }
  return [...problems, ...optionalFieldProblems(organization, homeRegion)]
}

function optionalFieldProblems(
  organization: Pick<WorkingEntity, 'target' | 'fields'> & Partial<Pick<WorkingEntity, 'edited'>>,
  homeRegion: string | undefined,
): Problem[] {
  const { target, fields, edited } = organization
  const judged = (field: string) => edited === undefined || edited.includes(field)
  const messages: [field: string, message: string | undefined][] = []
  if (judged('session_lifespan')) {
    const duration = parseDuration(textMember(fields, 'session_lifespan') ?? '')
    const message = duration.kind === 'wrong' ? duration.why : undefined
    messages.push(['session_lifespan', message])
  }
  if (judged('default_region') && homeRegion !== undefined) {
    const region = textMember(fields, 'default_region') ?? ''
    messages.push(['default_region', regionProblem(region, homeRegion)])
  }
  return messages.flatMap(([field, message]): Problem[] =>
    message === undefined ? [] : [{ target, field, severity: 'error', message }],
  )
}
