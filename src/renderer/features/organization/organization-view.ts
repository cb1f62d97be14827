import { entityLabel, type WorkingCopy, type WorkingEntity } from '../../../core/draft/working-copy'
import { textListMember, type JsonObject, type JsonValue } from '../../../core/model/json'
import {
  claimedDomains,
  isEmailDomain,
  organizationProblems,
} from '../../../core/problems/organization-rules'
import type { Problem } from '../../../core/problems/problem'
import { comparableDomain } from '../../../core/sign-in-ways/email-domain'
import { regionName, regionsInside } from '../../../core/model/regions'
import { t } from '../../../core/language/translate'

/** What a person enters for a new organization; absent and empty leave it to the project. */
export interface NewOrganization {
  readonly label: string
  readonly domains: readonly string[]
  readonly sessionLifespan?: string | undefined
  readonly defaultRegion?: string | undefined
}

/** The fields that a new organization has in the draft; the optional ones only where they are set. */
export function fieldsOfNew(given: NewOrganization): JsonObject {
  const { label, domains, sessionLifespan, defaultRegion } = given
  return {
    label: label.trim(),
    domains: [...domains],
    ...(sessionLifespan ? { session_lifespan: sessionLifespan } : {}),
    ...(defaultRegion ? { default_region: defaultRegion } : {}),
  }
}

/** Problems of an organization that is not in the draft yet, as the draft will judge it. */
export function problemsOfNew(
  copy: WorkingCopy,
  given: NewOrganization,
  homeRegion?: string,
): Problem[] {
  const fields = fieldsOfNew(given)
  const entity: WorkingEntity = {
    target: { kind: 'organization', key: 'new:' },
    status: 'new',
    fields,
    edited: Object.keys(fields),
  }
  return organizationProblems(entity, claimedDomains([...copy.organizations, entity]), homeRegion)
}

/** Regions to choose from, none first; the current region stays selectable even outside the home region. */
export function regionChoices(homeRegion: string | undefined, present: string | undefined) {
  const inside = homeRegion === undefined ? [] : regionsInside(homeRegion)
  const values = present && !inside.includes(present) ? [...inside, present] : inside
  return [
    { value: '', label: t('Not set (project’s home region)') },
    ...values.map((value) => ({ value, label: regionName(value), detail: value })),
  ]
}

const shownFields = new Set([
  'id',
  'label',
  'domains',
  'session_lifespan',
  'default_region',
  'created_at',
  'updated_at',
  'project_id',
  'domain_verifications',
])

/** Members of an organization that this version does not know, with their values as text. */
export function otherFields(fields: JsonObject): { name: string; text: string }[] {
  const text = (value: JsonValue) => (typeof value === 'string' ? value : JSON.stringify(value))
  return Object.entries(fields)
    .filter(([name]) => !shownFields.has(name))
    .map(([name, value]) => ({ name, text: text(value) }))
}

export function wrongDomains(domains: readonly string[]): string[] {
  const seen = new Set<string>()
  return domains.filter((domain) => {
    const key = comparableDomain(domain)
    const wrong = !isEmailDomain(domain) || seen.has(key)
    seen.add(key)
    return wrong
  })
}

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

export function membersOf<Of extends 'connections' | 'scimClients' = 'connections'>(
  copy: WorkingCopy,
  key: string,
  of: Of = 'connections' as Of, // the default of the type parameter
): WorkingCopy[Of][number][] {
  const members: readonly WorkingCopy[Of][number][] = copy[of]
  const name = ({ fields, target }: WorkingEntity) => entityLabel(fields, target)
  return members
    .filter(({ fields }) => fields['organization_id'] === key)
    .sort((left, right) => name(left).localeCompare(name(right)))
}

export const domainsOf = (entity: WorkingEntity | undefined) =>
  entity ? textListMember(entity.fields, 'domains') : []

/** An ID for a new SCIM client of an organization that no other one has. */
export function freeClientId({ scimClients }: WorkingCopy, organization: string): string {
  const stem =
    organization
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/\p{M}/gu, '')
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '') || 'scim'
  const taken = new Set(scimClients.map(({ fields }) => fields['client_id']))
  let id = `${stem}-scim`
  for (let count = 2; taken.has(id); count += 1) id = `${stem}-scim-${count}`
  return id
}
