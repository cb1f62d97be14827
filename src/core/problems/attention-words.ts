import { t } from '../language/translate'
import type { RadarRule } from './finding'

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
  'lock-out': t('Locked out'),
  'method-off': t('Method off'),
  'certificate-expired': t('Certificate expired'),
  'organization-gone': t('Organization gone'),
  'cannot-sign-in': t('Cannot sign in'),
  'domain-twice': t('Domain twice'),
  'check-failed': t('Check failed'),
  'cases-failing': t('Cases fail'),
  'certificate-expiring': t('Certificate expires'),
  'mapper-findings': t('Mapper'),
  'social-domain': t('Open to all'),
  'http-issuer': t('No https'),
  'unknown-provider': t('Unknown provider'),
  'whole-write': t('Written as a whole'),
  'changed-elsewhere': t('Changed outside'),
  'stale-draft': t('Draft left behind'),
  'domain-elsewhere': t('Domain elsewhere'),
  'domain-below': t('Sub-domain'),
  disabled: t('Disabled'),
  'issuer-differs': t('Issuer differs'),
  'default-mapper': t('Default mapper'),
}
