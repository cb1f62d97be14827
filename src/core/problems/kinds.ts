import { t } from '../language/translate'
import type { RuleId } from './rules'

/** What problems are about, each with its rules: people filter by these before they filter by one rule. */
export const kinds = [
  { kind: 'sign-in', title: t('Sign-in') },
  { kind: 'certificates', title: t('Certificates and secrets') },
  { kind: 'domains', title: t('Domains') },
  { kind: 'mappers', title: t('Mappers') },
  { kind: 'provisioning', title: t('Provisioning') },
  { kind: 'readiness', title: t('Readiness of the project') },
  { kind: 'people', title: t('People') },
  { kind: 'state', title: t('Drafts and changes by others') },
] as const
export type ProblemKind = (typeof kinds)[number]['kind']

const kindOfRule: Readonly<Record<RuleId, ProblemKind>> = {
  'lock-out': 'sign-in',
  'method-off': 'sign-in',
  'native-saml-off': 'sign-in',
  'certificate-expired': 'certificates',
  'secret-expired': 'certificates',
  'organization-gone': 'sign-in',
  'cannot-sign-in': 'sign-in',
  'scim-cannot-work': 'provisioning',
  'value-refused': 'state',
  'domain-twice': 'domains',
  'domain-unverified': 'domains',
  'check-failed': 'sign-in',
  'cases-failing': 'mappers',
  'certificate-expiring': 'certificates',
  'secret-expiring': 'certificates',
  'certificate-published': 'certificates',
  'mapper-findings': 'mappers',
  'social-domain': 'domains',
  'http-issuer': 'sign-in',
  'unknown-provider': 'sign-in',
  'value-doubtful': 'state',
  'accounts-lost': 'state',
  'one-step': 'readiness',
  'no-email-identifier': 'readiness',
  'second-factor-unmapped': 'readiness',
  'production-in-development': 'readiness',
  'whole-write': 'state',
  'changed-elsewhere': 'state',
  'stale-draft': 'state',
  'domain-elsewhere': 'domains',
  'domain-below': 'domains',
  'domain-exempt': 'domains',
  disabled: 'sign-in',
  'issuer-differs': 'sign-in',
  'default-mapper': 'mappers',
  'connection-stopped': 'people',
  'people-outside': 'people',
  'people-other-domain': 'people',
  'connection-unused': 'people',
  'no-emergency-access': 'people',
}

/** Every rule of a kind. */
export function rulesOf(kind: ProblemKind): readonly RuleId[] {
  // The table has every rule as a key, and no other.
  return (Object.keys(kindOfRule) as RuleId[]).filter((rule) => kindOfRule[rule] === kind)
}
