import type { RadarRule } from '../radar/finding'

/** What the button of a finding does: put the mended value into the draft, or lead to a place. */
export type AttentionAct = 'mend' | 'open' | 'metadata' | 'check' | 'mapper' | 'review' | 'project'

/** Where the place of a finding alone does not say what to do there. */
export const acts: Readonly<Partial<Record<RadarRule, AttentionAct>>> = {
  'certificate-expired': 'metadata',
  'certificate-expiring': 'metadata',
  'check-failed': 'check',
  'mapper-findings': 'mapper',
  'cases-failing': 'mapper',
  'stale-draft': 'review',
}

/** A finding in a word or a few, as a row has room for. */
export const badgeWords: Readonly<Record<RadarRule, string>> = {
  'lock-out': 'Locked out',
  'method-off': 'Method off',
  'certificate-expired': 'Certificate expired',
  'organization-gone': 'Organization gone',
  'cannot-sign-in': 'Cannot sign in',
  'domain-twice': 'Domain twice',
  'check-failed': 'Check failed',
  'cases-failing': 'Cases fail',
  'certificate-expiring': 'Certificate expires',
  'mapper-findings': 'Mapper',
  'social-domain': 'Open to all',
  'http-issuer': 'No https',
  'unknown-provider': 'Unknown provider',
  'whole-write': 'Written as a whole',
  'changed-elsewhere': 'Changed outside',
  'stale-draft': 'Draft left behind',
  'domain-elsewhere': 'Domain elsewhere',
  'domain-below': 'Sub-domain',
  disabled: 'Disabled',
  'issuer-differs': 'Issuer differs',
  'default-mapper': 'Default mapper',
}
