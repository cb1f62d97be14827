import { asciiDomain } from '../../../core/model/domain-name'
import { isEmailDomain } from '../../../core/problems/organization-rules'

/** The e-mail domain in a filter text, in Punycode: itself, or what follows the `@` of an address. */
export function domainIn(filter: string): string | undefined {
  const text = filter.trim().toLowerCase()
  const domain = asciiDomain(text.slice(text.lastIndexOf('@') + 1))
  return isEmailDomain(domain) ? domain : undefined
}
