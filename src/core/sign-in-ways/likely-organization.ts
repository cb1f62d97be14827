import { textMember } from '../model/json'
import type { SetUpOrganization } from '../model/set-up'
import { domainsAbove } from './email-domain'
import { domainsOf } from './facts'

/** The organization that would probably need to claim a domain. */
export interface LikelyOrganization {
  readonly organization: SetUpOrganization
  /**
   * `above`, `below`: it claims a parent or child domain; `name`: only its name, or a domain of the same name, fits.
   */
  readonly because:
    { readonly kind: 'above' | 'below'; readonly domain: string } | { readonly kind: 'name' }
}

/** Names with fewer characters mean nothing: `uk`, `com`, `app`. */
const shortestName = 4

/** What a domain is named by: the longest of its parts, without the last. */
function nameOfDomain(domain: string): string | undefined {
  const [longest = ''] = domain
    .split('.')
    .slice(0, -1)
    .toSorted((one, other) => other.length - one.length)
  return longest.length >= shortestName ? longest : undefined
}

/** Its first word, and all its words in one: "Meadowlark Health" is `meadowlark` and `meadowlarkhealth`. */
function namesOf(label: string): string[] {
  const words = label.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return [words[0] ?? '', words.join(''), words.join('-')].filter(
    (name) => name.length >= shortestName,
  )
}

function addTo(
  lists: Map<string, Set<SetUpOrganization>>,
  name: string,
  organization: SetUpOrganization,
): void {
  const list = lists.get(name)
  if (list) list.add(organization)
  else lists.set(name, new Set([organization]))
}

/**
 * Finds the organization that would need an unclaimed comparable domain; `undefined` if none stands out. Indexes
 * organizations on first use.
 */
export function likelyOrganizations(
  organizations: readonly SetUpOrganization[],
): (domain: string) => LikelyOrganization | undefined {
  const claimed = new Map<string, SetUpOrganization>()
  const below = new Map<string, { domain: string; organization: SetUpOrganization }>()
  const named = new Map<string, Set<SetUpOrganization>>()

  function index(): void {
    for (const organization of organizations) {
      for (const name of namesOf(textMember(organization.fields, 'label') ?? '')) {
        addTo(named, name, organization)
      }
      for (const domain of domainsOf(organization)) {
        if (!claimed.has(domain)) claimed.set(domain, organization)
        const name = nameOfDomain(domain)
        if (name !== undefined) addTo(named, name, organization)
        // A last part alone, `example`, is nobody's domain.
        for (const parent of domainsAbove(domain).slice(0, -1)) {
          if (!below.has(parent)) below.set(parent, { domain, organization })
        }
      }
    }
  }

  let isIndexed = false
  return (domain) => {
    if (!isIndexed) index()
    isIndexed = true
    for (const parent of domainsAbove(domain)) {
      const organization = claimed.get(parent)
      if (organization) return { organization, because: { kind: 'above', domain: parent } }
    }
    const under = below.get(domain)
    if (under) {
      const { organization } = under
      return { organization, because: { kind: 'below', domain: under.domain } }
    }
    const [only, another] = named.get(nameOfDomain(domain) ?? '') ?? []
    return only && !another ? { organization: only, because: { kind: 'name' } } : undefined
  }
}
