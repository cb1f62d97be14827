import { isEmailDomain } from '../../../core/problems/organization-rules'
import { domainOfAddress } from '../../../core/sign-in-ways/email-domain'

/** The e-mail domain in a filter text, in Punycode: itself, or what follows the `@` of an address. */
export function domainIn(filter: string): string | undefined {
  const domain = domainOfAddress(filter.trim())
  return domain !== undefined && isEmailDomain(domain) ? domain : undefined
}
