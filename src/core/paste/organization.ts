import { asciiDomain } from '../model/domain-name'
import type { WorkingEntity } from '../draft/working-copy'
import { domainOfAddress, domainsAbove } from '../sign-in-ways/email-domain'
import { textListMember, textMember } from '../model/json'
import { readMetadata } from '../saml/metadata'
import { metadataText } from '../saml/metadata-value'

/** The organization that a pasted text is probably about. */
export type PastedOrganization =
  | { readonly kind: 'known'; readonly key: string; readonly by: 'domain' | 'name' }
  /** None of the project; its name may have to be typed. */
  | { readonly kind: 'new'; readonly label: string }

/** Longer names than these stand in no signature. */
const longestName = 80
const readLength = 200_000

/** A line that names the company, in the languages of the pasted details. */
const namedLine =
  /^[ \t>*|-]*(?:organi[sz]ation|company|customer|tenant name|unternehmen|firma|kunde|organisation|société|entreprise|client name|empresa|organización|azienda|bedrijf|organisatie|firma klienta)[ \t]*[:：=][ \t]*(\S.*)$/imu

const simple = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** `copper-kettle.example` as a name: “Copper Kettle”. */
export function nameOfDomain(domain: string): string {
  const labels = domain.split('.')
  const own = labels.length > 2 ? labels.at(-2) : labels[0]
  return (own ?? '')
    .split(/[-_]/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
}

/** Domains of the e-mail addresses in a text, each once, in small letters. */
function addressDomains(text: string): string[] {
  const found = text
    .slice(0, readLength)
    .matchAll(/[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,253}/gu)
  return [
    ...new Set(
      [...found].flatMap(([address]) => domainOfAddress(address.replace(/\.+$/, '')) ?? []),
    ),
  ]
}

/** The organization that has one of the domains, or one above it: `mail.customer.example`. */
function ofDomain(
  domains: readonly string[],
  organizations: readonly WorkingEntity[],
): WorkingEntity | undefined {
  const owners = new Map(
    organizations.flatMap((each) =>
      textListMember(each.fields, 'domains').map((domain) => [asciiDomain(domain), each] as const),
    ),
  )
  const withParents = domains
    .map(asciiDomain)
    .flatMap((domain) => [domain, ...domainsAbove(domain)])
  return withParents.map((domain) => owners.get(domain)).find((owner) => owner !== undefined)
}

function nameIn(text: string, metadata: string | undefined): string | undefined {
  const line = namedLine.exec(text.slice(0, readLength))?.[1]?.trim()
  if (line !== undefined && line.length <= longestName) return line
  const xml = metadata === undefined ? undefined : metadataText(metadata)
  const reading = xml === undefined ? undefined : readMetadata(xml)
  return reading?.ok ? reading.metadata.organizationName : undefined
}

/**
 * Finds the organization that a text is about: one of the project by a domain that was found or by its
 * name, else the name of a new one, from the text, the metadata or the first domain.
 *
 * @param found domains that the text calls those of the customer, and its metadata in wire form
 * @param organizations those of the project that are not deleted
 */
export function organizationOf(
  text: string,
  found: { readonly domains: readonly string[]; readonly metadata?: string | undefined },
  organizations: readonly WorkingEntity[],
): PastedOrganization {
  const owner = ofDomain(found.domains, organizations)
  if (owner) return { kind: 'known', key: owner.target.key, by: 'domain' }
  const name = nameIn(text, found.metadata)
  const wanted = name === undefined ? undefined : simple(name)
  const same = organizations.find(
    ({ fields }) => simple(textMember(fields, 'label') ?? '') === wanted,
  )
  if (same && wanted) return { kind: 'known', key: same.target.key, by: 'name' }
  if (name !== undefined) return { kind: 'new', label: name }
  // Without a word on it, a sender of the customer says whose it is; the reader's own address may be there too.
  const sender =
    found.domains.length > 0 ? undefined : ofDomain(addressDomains(text), organizations)
  if (sender) return { kind: 'known', key: sender.target.key, by: 'domain' }
  const [first] = found.domains
  return { kind: 'new', label: first === undefined ? '' : nameOfDomain(first) }
}
