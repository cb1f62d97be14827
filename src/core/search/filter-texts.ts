import type { WorkingEntity } from '../draft/working-copy'
import { entityLabel } from '../draft/working-copy'
import type { Protocol } from '../model/connection'
import { textListMember, textMember, type JsonObject } from '../model/json'
import { domainForms } from '../model/domain-name'
import { providerName } from '../model/providers'
import type { Snapshot } from '../model/snapshot'
import { callbackOf } from '../links/connection-callback'
import { scimServerUrls } from '../links/scim-server'
import { hasOneOf, haystackOf, markWords, type FilterWord } from './filter-words'
import { t } from '../language/translate'

export type FilterField =
  | 'Label'
  | 'Connection ID'
  | 'Organization'
  | 'Organization ID'
  | 'Domain'
  | 'Kind'
  | 'Client ID'
  | 'Tenant'
  | 'Issuer URL'
  | 'Redirect URL'
  | 'ACS URL'
  | 'SCIM server URL'

export const filterFieldNames: Readonly<Record<FilterField, string>> = {
  Label: t('Label'),
  'Connection ID': t('Connection ID'),
  Organization: t('Organization'),
  'Organization ID': t('Organization ID'),
  Domain: t('Domain'),
  Kind: t('Kind'),
  'Client ID': t('Client ID'),
  Tenant: t('Tenant'),
  'Issuer URL': t('Issuer URL'),
  'Redirect URL': t('Redirect URL'),
  'ACS URL': t('ACS URL'),
  'SCIM server URL': t('SCIM server URL'),
}

export interface FilterText {
  readonly field: FilterField
  /** Searchable form: a domain has a leading `@`. */
  readonly text: string
}

/** Addresses of an identity provider. */
const addressMembers = ['issuer_url', 'auth_url', 'token_url']

/** `protocol` is `scim` for a SCIM client. */
export interface MemberEntity extends WorkingEntity {
  readonly protocol: Protocol | 'scim'
  /** Not uniquely addressable, so read-only. */
  readonly ambiguous: boolean
}

/** "OIDC · Generic", "SAML" or "SCIM". */
export function kindOf({ protocol, fields }: Pick<MemberEntity, 'protocol' | 'fields'>): string {
  if (protocol === 'saml') return 'SAML'
  if (protocol === 'scim') return 'SCIM'
  return `OIDC · ${providerName(textMember(fields, 'provider') ?? t('unknown'))}`
}

/** Each domain in ASCII and Unicode. */
const domainTexts = (fields: JsonObject): FilterText[] =>
  textListMember(fields, 'domains').flatMap((domain) =>
    domainForms(domain).map((form): FilterText => ({ field: 'Domain', text: `@${form}` })),
  )

/** Searchable texts of an organization, ID last. */
export function organizationTexts({ fields, target }: WorkingEntity): FilterText[] {
  return [
    { field: 'Label', text: entityLabel(fields, target) },
    ...domainTexts(fields),
    { field: 'Organization ID', text: target.key },
  ]
}

/**
 * Searchable texts of a connection or SCIM client, listed by name so that no secret is included. `settings` decide
 * the callback addresses (see `originsOf`).
 */
export function connectionTexts(
  connection: MemberEntity,
  organization: WorkingEntity | undefined,
  snapshot: Snapshot | undefined,
  settings?: JsonObject,
): FilterText[] {
  const { fields, target, protocol } = connection
  const texts: FilterText[] = []
  const add = (field: FilterField, text: string | undefined) => {
    if (text) texts.push({ field, text })
  }
  add('Label', entityLabel(fields, target))
  add('Connection ID', textMember(fields, 'id'))
  if (organization) {
    add('Organization', entityLabel(organization.fields, organization.target))
    texts.push(...domainTexts(organization.fields))
  }
  add('Kind', kindOf(connection))
  add('Kind', textMember(fields, 'provider'))
  add('Client ID', textMember(fields, 'client_id'))
  add('Tenant', textMember(fields, 'microsoft_tenant'))
  for (const member of addressMembers) add('Issuer URL', textMember(fields, member))
  add('Organization ID', textMember(fields, 'organization_id'))
  if (protocol === 'scim') {
    const known = snapshot?.summary
    const urls = known ? scimServerUrls(known, textMember(fields, 'client_id') ?? '') : []
    for (const url of urls) add('SCIM server URL', url)
    add('SCIM server URL', textMember(fields, 'proxy_scim_server_url'))
    return texts
  }
  const callback =
    snapshot && callbackOf(snapshot, { protocol, fields, server: connection.server }, settings)
  if (callback?.kind === 'known') {
    for (const url of [callback.url, ...callback.alternatives]) {
      add(protocol === 'saml' ? 'ACS URL' : 'Redirect URL', url)
    }
  }
  for (const url of textListMember(fields, 'additional_acs_urls')) add('ACS URL', url)
  return texts
}

const idFields: ReadonlySet<FilterField> = new Set([
  'Organization ID',
  'Tenant',
  'Redirect URL',
  'ACS URL',
  'SCIM server URL',
])

export function textsHaystack(texts: readonly FilterText[]): string {
  const of = (isId: boolean) =>
    texts.filter(({ field }) => idFields.has(field) === isId).map(({ text }) => text)
  return haystackOf(of(false), of(true))
}

/** A matching text that the row does not show. */
export interface FoundBy {
  readonly field: FilterField
  /** Odd parts are the matches. */
  readonly parts: readonly string[]
}

/** The first text with a word found in no shown text. */
export function foundBy(
  texts: readonly FilterText[],
  words: readonly FilterWord[],
  shown: readonly FilterField[],
): FoundBy | undefined {
  const visible = texts.filter(({ field }) => shown.includes(field))
  const missing = words.filter((word) => !hasOneOf(textsHaystack(visible), [word]))
  if (missing.length === 0) return undefined
  const found = texts.find(
    (text) => !shown.includes(text.field) && hasOneOf(textsHaystack([text]), missing),
  )
  if (!found) return undefined
  const text = found.field === 'Domain' ? found.text.slice(1) : found.text
  return { field: found.field, parts: markWords(text, missing) }
}
