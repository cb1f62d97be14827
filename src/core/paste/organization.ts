import {
  entityLabel,
  type WorkingConnection,
  type WorkingCopy,
  type WorkingEntity,
} from '../draft/working-copy'
import { type JsonObject, textListMember, textMember } from '../model/json'
import { asciiDomain } from '../model/domain-name'
import { readMetadata } from '../saml/metadata'
import { metadataForm, metadataText } from '../saml/metadata-value'
import { domainsAbove } from '../sign-in-ways/email-domain'
import { t } from '../language/translate'
import { blankLength } from './placeholders'
import { isClosing } from './domains/messages'
import { hasLabel } from './labels'

/** Longer names than these stand in no signature. */
const longestName = 80
const readLength = 200_000

/**
 * A line that may name the company, in the languages of the pasted details: what stands between the word and the name
 * says whether it does. No sign can be read as two parts of it, so that a line of them is read once.
 */
const namedLine =
  /^[ \t>*|-]*(?:\d{1,2}[.)][ \t]*\**)?(?:organi[sz]ation(?: name)?|company(?: name)?|customer(?: name)?|tenant name|unternehmen|firma klienta|firma|firmenname|kunde|société|entreprise|client name|empresa|organización|azienda|bedrijf|organisatie)\**([ \t]*)([:：=|]?)\**[ \t]*(\S.*)?$/gimu

const bare = (text: string) =>
  text
    .replace(/^[\s*|_"„“]+/, '')
    .replace(/[\s*|_"”“]+$/, '')
    .trim()

/** The name of the company, where a line of a text says it; a blank to fill in is none. */
export function organizationNameIn(text: string): string | undefined {
  const read = text.slice(0, readLength)
  for (const match of read.matchAll(namedLine)) {
    const [line, space = '', sign = '', written = ''] = match
    if (written === '' || (sign === '' && !space.includes('\t'))) continue
    const own = bare(written.slice(blankLength(written)))
    if (own !== '' && own.length <= longestName) return own
    if (own !== '') continue
    const below = bare(
      read
        .slice(match.index + line.length + 1)
        .slice(0, 200)
        .split('\n', 1)[0] ?? '',
    )
    if (below !== '' && below.length <= longestName && !hasLabel(below) && !isClosing(below))
      return below
  }
  return undefined
}

/** Second labels that belong to the ending: `customer.co.uk`. */
const partOfEnding = /^(?:co|com|org|net|ac|gov|edu|or|ne|go|gob|nom)$/

/** `copper-kettle.example` as a name: “Copper Kettle”; empty where it is not written to be read. */
export function nameOfDomain(domain: string): string {
  const labels = domain.split('.')
  const isLongEnding = labels.length > 2 && partOfEnding.test(labels.at(-2) ?? '')
  const own = labels.length > 2 ? labels.at(isLongEnding ? -3 : -2) : labels[0]
  if (own === undefined || own.startsWith('xn--')) return ''
  return own
    .split(/[-_]/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
}

/** What says that a text is about an organization of the project. */
export interface OwnerSign {
  /** Key of the organization. */
  readonly key: string
  /** A whole sentence without its full stop. */
  readonly because: string
}

/** A connection of the project that a text is about, too. */
export interface KnownConnection {
  readonly key: string
  readonly name: string
  /** Key of its organization; absent of one for everybody. */
  readonly organization?: string
  /** `metadata`: the entity ID, so that its certificate can be replaced. */
  readonly by: 'metadata' | 'address' | 'issuer' | 'client'
  /** The entity ID, the address or the issuer. */
  readonly value: string
}

/** Whom a pasted text is about, as far as a domain or an identity provider says it. */
export interface PastedOwner {
  /** At most one for each organization; more than one contradict each other. */
  readonly signs: readonly OwnerSign[]
  /** Organization of the same name, which may be another. */
  readonly sameName?: string
  /** A name for a new one; empty where the text gives none. */
  readonly label: string
  readonly connections: readonly KnownConnection[]
}

/** What is known of a pasted set-up. */
export interface PastedFacts {
  /** Domains of its people. */
  readonly domains: readonly string[]
  /** The values that fill the form, by field. */
  readonly fields: JsonObject
  /** Name of the company in the text. */
  readonly organization?: string | undefined
}

const simple = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** An issuer or an address without what two ways of writing it differ by. */
function sameAddress(address: string): string {
  const found = /^(https?:\/\/[^/?#]*)([^?#]*)(.*)$/i.exec(address.trim())
  if (!found) return address.trim()
  const [, origin = '', path = '', rest = ''] = found
  return origin.toLowerCase() + path.replace(/\/+$/, '') + rest
}

/** Issuers that all customers of a product share. */
const shared =
  /^https:\/\/(?:accounts\.google\.com|appleid\.apple\.com|gitlab\.com|slack\.com|login\.salesforce\.com|www\.facebook\.com|login\.microsoftonline\.com(?:\/(?:common|organizations|consumers)(?:\/v2\.0)?)?)$/i

/** The organizations that have one of the domains, or one above it, each with its domain. */
function ownersOf(
  domains: readonly string[],
  organizations: readonly WorkingEntity[],
): OwnerSign[] {
  const owners = new Map<string, WorkingEntity[]>()
  for (const each of organizations) {
    for (const domain of textListMember(each.fields, 'domains')) {
      const name = asciiDomain(domain)
      owners.set(name, [...(owners.get(name) ?? []), each])
    }
  }
  const signs = new Map<string, OwnerSign>()
  for (const domain of domains) {
    const name = asciiDomain(domain)
    const nearest = [name, ...domainsAbove(name)].find((each) => owners.has(each))
    for (const owner of owners.get(nearest ?? '') ?? []) {
      const { key } = owner.target
      const organization = entityLabel(owner.fields, owner.target)
      const because =
        nearest === name
          ? t('{domain} is a domain of {organization}', { domain, organization })
          : t('{domain} is below {parent}, a domain of {organization}', {
              domain,
              parent: nearest ?? '',
              organization,
            })
      if (!signs.has(key)) signs.set(key, { key, because })
    }
  }
  return [...signs.values()]
}

const nameOf = ({ fields, target }: WorkingEntity) => entityLabel(fields, target)

/** Entity ID of metadata that stands in a value. */
export function entityIdOf(value: string | undefined): string | undefined {
  const xml = value === undefined ? undefined : metadataText(value)
  const reading = xml === undefined ? undefined : readMetadata(xml)
  return reading?.ok ? reading.metadata.entityId : undefined
}

/** What a connection has in common with what was pasted; `undefined` where it is another one. */
function commonOf(
  { protocol, fields, target }: WorkingConnection,
  pasted: JsonObject,
  entityId: string | undefined,
  entityIds: Readonly<Record<string, string>>,
): Pick<KnownConnection, 'by' | 'value'> | undefined {
  if (protocol === 'saml') {
    const own = textMember(fields, 'raw_idp_metadata_xml') ?? ''
    const given = textMember(pasted, 'raw_idp_metadata_xml') ?? ''
    if (entityId !== undefined && entityIds[target.key] === entityId) {
      return { by: 'metadata', value: entityId }
    }
    const isSame = metadataForm(given) === 'url' && sameAddress(own) === sameAddress(given)
    return isSame ? { by: 'address', value: given } : undefined
  }
  const same = (field: string) => {
    const given = textMember(pasted, field) ?? ''
    return given !== '' && sameAddress(textMember(fields, field) ?? '') === sameAddress(given)
  }
  const isMicrosoft = textMember(pasted, 'provider') === 'microsoft'
  const field = isMicrosoft ? 'microsoft_tenant' : 'issuer_url'
  if (!same(field)) return undefined
  const value = textMember(pasted, field) ?? ''
  if (same('client_id')) return { by: 'client', value }
  const isShared =
    shared.test(sameAddress(value)) || /^(?:common|organizations|consumers)$/.test(value)
  return isShared ? undefined : { by: 'issuer', value }
}

/** Connections that are not deleted, and have the same identity provider. */
function knownConnections(
  copy: WorkingCopy,
  fields: JsonObject,
  entityIds: Readonly<Record<string, string>>,
): KnownConnection[] {
  const entityId = entityIdOf(textMember(fields, 'raw_idp_metadata_xml'))
  return copy.connections.flatMap((connection): KnownConnection[] => {
    if (connection.status === 'deleted') return []
    const common = commonOf(connection, fields, entityId, entityIds)
    if (!common) return []
    const organization = textMember(connection.fields, 'organization_id') ?? ''
    const { key } = connection.target
    const name = nameOf(connection)
    return [{ key, name, ...(organization === '' ? {} : { organization }), ...common }]
  })
}

function signOf(connection: KnownConnection, copy: WorkingCopy): OwnerSign[] {
  const owner = copy.organizations.find(
    ({ target, status }) => target.key === connection.organization && status !== 'deleted',
  )
  if (!owner) return []
  const how = { name: connection.name, organization: nameOf(owner) }
  const because = {
    metadata: t('{name} of {organization} has this entity ID', how),
    address: t('{name} of {organization} reads its metadata from this address', how),
    issuer: t('{name} of {organization} has this identity provider', how),
    client: t('{name} of {organization} has this issuer and client ID', how),
  }[connection.by]
  return [{ key: owner.target.key, because }]
}

/**
 * Finds whom a pasted set-up is about. An organization of the project is only told where a domain or an
 * identity provider says so; the same name is none, since two customers may have it.
 *
 * @param entityIds of the SAML connections of the project whose metadata is known, by key
 */
export function ownerOf(
  { domains, fields, organization }: PastedFacts,
  copy: WorkingCopy,
  entityIds: Readonly<Record<string, string>>,
): PastedOwner {
  const live = copy.organizations.filter(({ status }) => status !== 'deleted')
  const connections = knownConnections(copy, fields, entityIds)
  const signs = new Map<string, OwnerSign>()
  const all = [
    ...ownersOf(domains, live),
    ...connections.flatMap((connection) => signOf(connection, copy)),
  ]
  for (const sign of all) if (!signs.has(sign.key)) signs.set(sign.key, sign)
  const xml = metadataText(textMember(fields, 'raw_idp_metadata_xml') ?? '')
  const reading = xml === undefined || organization !== undefined ? undefined : readMetadata(xml)
  const inMetadata = reading?.ok ? reading.metadata.organizationName : undefined
  const name = organization ?? inMetadata
  const wanted = simple(name ?? '')
  const same = live.find(
    (each) => wanted !== '' && simple(textMember(each.fields, 'label') ?? '') === wanted,
  )
  const fromDomain = domains.map((domain) => nameOfDomain(domain)).find((word) => word !== '')
  return {
    signs: [...signs.values()],
    ...(same ? { sameName: same.target.key } : {}),
    label: name ?? fromDomain ?? '',
    connections,
  }
}
