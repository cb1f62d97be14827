import {
  checkChoices,
  checkCount,
  checkFlags,
  checkOrganizationId,
  checkTextLists,
  checkTexts,
  refuse,
  requireTexts,
} from './field-checks'
import type { JsonObject } from './json'
import { undocumentedEntryKeys } from './known-keys'

const texts = ['id', 'label', 'mapper_url', 'raw_idp_metadata_xml', 'sp_entity_id_override']
const nullableTexts = [
  'audience_override_base_url',
  'proxy_saml_audience_override',
  'proxy_acs_url',
  'acs_url',
  'idp_metadata_url',
  'sp_entity_id',
]
const textLists = [
  'additional_acs_urls',
  'allowed_digest_algorithms',
  'allowed_signature_algorithms',
  'allowed_name_id_formats',
]
const flags = [
  'idp_initiated_login_enabled',
  'sign_authn_requests',
  'force_authn',
  'require_encrypted_assertion',
]
const nullableChoices = { engine: ['jackson', 'native'], binding: ['http-post', 'http-redirect'] }
const choices = { state: ['enabled', 'disabled'], update_identity_on_login: ['never', 'automatic'] }

/** The keys of a SAML connection that the server knows. */
export const samlEntryKeys: ReadonlySet<string> = new Set([
  ...texts,
  ...nullableTexts,
  ...textLists,
  ...flags,
  ...Object.keys({ ...choices, ...nullableChoices }),
  'clock_skew_seconds',
  'organization_id',
  ...undocumentedEntryKeys,
])

const mostAdditionalUrls = 10

/**
 * Gives an entry the ACS URLs that the server keeps or assigns. Modifies the argument. Source:
 * normalizedProjectRevisionSAMLProvider, API document v1.22.92.
 *
 * @param known the stored connection with its ID
 * @param options `isWhole`: the entry was written as a whole, and not by its members; `assigned`: the ACS URL of a new
 * connection where the project gives each its own
 */
export function setAcsUrls(
  entry: JsonObject,
  known: JsonObject | undefined,
  { isWhole, assigned }: { isWhole: boolean; assigned: string | undefined },
  where: string,
): void {
  const list = entry['additional_acs_urls']
  const stored = known?.['additional_acs_urls']
  if (list === null || (list === undefined && isWhole)) {
    if (stored === undefined) delete entry['additional_acs_urls']
    else entry['additional_acs_urls'] = stored
  } else if (Array.isArray(list) && list.length === 0) delete entry['additional_acs_urls']
  else if (Array.isArray(list) && list.length > mostAdditionalUrls) {
    refuse(`${where}/additional_acs_urls`, `maximum ${mostAdditionalUrls} items`)
  }
  const isNative = entry['engine'] === 'native'
  if (isNative) delete entry['additional_acs_urls']
  // The URL of one engine is none of the other.
  if (known && isNative !== (known['engine'] === 'native')) delete entry['acs_url']
  if (!known && !isNative && assigned !== undefined) entry['acs_url'] = assigned
}

export function checkSamlEntry(entry: JsonObject, where: string): void {
  const set = Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null))
  checkTexts(entry, texts, where)
  checkTexts(set, nullableTexts, where)
  checkTextLists(entry, textLists, where)
  checkFlags(entry, flags, where)
  checkCount(entry, 'clock_skew_seconds', where)
  if (Number(entry['clock_skew_seconds'] ?? 0) > 300) {
    refuse(`${where}/clock_skew_seconds`, 'must be between 0 and 300')
  }
  checkChoices(entry, choices, where)
  checkChoices(set, nullableChoices, where)
  checkOrganizationId(entry, where)
  requireTexts(entry, ['id', 'mapper_url', 'raw_idp_metadata_xml'], where)
}
