import { commasFirst } from '../language/listed'
import { t } from '../language/translate'
import {
  domainVerifications,
  isExempt,
  isUnverified,
  verificationText,
} from '../sign-in-ways/domain-verification'
import { anOrganization } from './known-project'
import { rule, type Found } from './rule'

const mostListed = 3

/** Ory does not accept the TXT record of a domain yet. */
export const domainUnverified = rule({
  id: 'domain-unverified',
  title: t('Domain not verified'),
  badge: t('Not verified'),
  why: t('Ory may not send people of an unverified domain to the organization.'),
  remedy: t('Ask the customer to publish the TXT record; the handoff sheet lists it.'),
  inProject: ({ setUp }) =>
    setUp.organizations.flatMap((organization): Found[] => {
      const missing = domainVerifications(organization.fields).filter(isUnverified)
      if (missing.length === 0) return []
      const words = missing.map(({ domain, status }) => `${domain} (${verificationText(status)})`)
      return [
        {
          ...anOrganization(organization),
          severity: missing.some(({ status }) => status === 'failed') ? 'error' : 'warning',
          message: t('Not verified: {domains}', { domains: commasFirst(words, mostListed) }),
          field: 'domains',
          facts: missing.map(({ domain, status }) => `${domain} ${status}`),
        },
      ]
    }),
})

/** Sign-ins of a domain work without a TXT record for the time being. */
export const domainExempt = rule({
  id: 'domain-exempt',
  title: t('Domain exempt from verification'),
  badge: t('Exempt'),
  why: t('The exemption is temporary: without the TXT record, sign-ins stop when it ends.'),
  remedy: t('Ask the customer to publish the TXT record; the handoff sheet lists it.'),
  inProject: ({ setUp }) =>
    setUp.organizations.flatMap((organization): Found[] => {
      const domains = domainVerifications(organization.fields)
        .filter(isExempt)
        .map(({ domain }) => domain)
      if (domains.length === 0) return []
      return [
        {
          ...anOrganization(organization),
          severity: 'info',
          message: t('Exempt from verification: {domains}', {
            domains: commasFirst(domains, mostListed),
          }),
          field: 'domains',
          facts: domains,
        },
      ]
    }),
})
