import type {
  WorkingConnection,
  WorkingCopy,
  WorkingEntity,
} from '../../../core/editing/working-copy'
import { textListMember, textMember } from '../../../core/model/json'
import {
  claimedDomains,
  isEmailDomain,
  organizationProblems,
} from '../../../core/rules/organization-rules'
import type { Problem } from '../../../core/rules/problem'

/** Problems of an organization that is not in the draft yet, as the draft will judge it. */
export function problemsOfNew(
  copy: WorkingCopy,
  label: string,
  domains: readonly string[],
): Problem[] {
  const entity: WorkingEntity = {
    target: { kind: 'organization', key: 'new:' },
    status: 'new',
    fields: { label, domains },
    edited: ['label', 'domains'],
  }
  return organizationProblems(entity, claimedDomains([...copy.organizations, entity]))
}

/** The domains that are wrong in themselves, to mark them among the others. */
export function wrongDomains(domains: readonly string[]): string[] {
  const seen = new Set<string>()
  return domains.filter((domain) => {
    const key = domain.toLowerCase()
    const wrong = !isEmailDomain(domain) || seen.has(key)
    seen.add(key)
    return wrong
  })
}

/** Messages of one field and severity as one text. */
export function problemText(
  problems: readonly Problem[],
  field: string,
  severity: Problem['severity'],
): string | undefined {
  const texts = problems
    .filter((problem) => problem.field === field && problem.severity === severity)
    .map(({ message }) => message)
  return texts.length > 0 ? texts.join('. ') : undefined
}

/** The connections of an organization, by label. */
export function membersOf(copy: WorkingCopy, key: string): WorkingConnection[] {
  const name = ({ fields }: WorkingConnection) =>
    textMember(fields, 'label') || textMember(fields, 'id') || ''
  return copy.connections
    .filter(({ fields }) => fields['organization_id'] === key)
    .sort((left, right) => name(left).localeCompare(name(right)))
}

export const domainsOf = (entity: WorkingEntity | undefined) =>
  entity ? textListMember(entity.fields, 'domains') : []
