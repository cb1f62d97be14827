import type { WorkingEntity } from '../editing/working-copy'
import { textListMember, textMember } from '../model/json'
import type { Problem } from './problem'

const domainLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Whether a text is an e-mail domain: a host name with a dot, without scheme, `@`, port or path.
 * Names beyond ASCII pass when their letters do; the server compares them in canonical form.
 */
export function isEmailDomain(text: string): boolean {
  const labels = text.toLowerCase().split('.')
  if (text.length > 253 || labels.length < 2) return false
  return labels.every((label) => domainLabel.test(label.replaceAll(/\p{Ll}|\p{Lo}|\p{M}/gu, 'a')))
}

/** Domain to the organizations that claim it, over all that is not deleted. */
export function claimedDomains(
  organizations: readonly WorkingEntity[],
): Map<string, WorkingEntity[]> {
  const claims = new Map<string, WorkingEntity[]>()
  for (const organization of organizations) {
    if (organization.status === 'deleted') continue
    for (const domain of new Set(textListMember(organization.fields, 'domains'))) {
      const key = domain.toLowerCase()
      claims.set(key, [...(claims.get(key) ?? []), organization])
    }
  }
  return claims
}

/** What is wrong with an organization's own fields, beside the claims of the others. */
export function organizationProblems(
  organization: Pick<WorkingEntity, 'target' | 'fields'>,
  claims: ReadonlyMap<string, readonly WorkingEntity[]>,
): Problem[] {
  const { target, fields } = organization
  const problems: Problem[] = []
  if ((textMember(fields, 'label') ?? '').trim() === '') {
    problems.push({ target, field: 'label', severity: 'error', message: 'Enter a label' })
  }
  const seen = new Set<string>()
  for (const domain of textListMember(fields, 'domains')) {
    const key = domain.toLowerCase()
    if (!isEmailDomain(domain)) {
      const message = `“${domain}” is not a domain such as customer.example`
      problems.push({ target, field: 'domains', severity: 'error', message })
    } else if (seen.has(key)) {
      const message = `“${domain}” is here twice`
      problems.push({ target, field: 'domains', severity: 'error', message })
    }
    seen.add(key)
    const other = claims.get(key)?.find((item) => item.target.key !== target.key)
    if (other) {
      const message = `“${domain}” also belongs to ${textMember(other.fields, 'label') ?? 'another organization'}`
      problems.push({ target, field: 'domains', severity: 'warning', message })
    }
  }
  return problems
}
