import {
  checkChoices,
  checkCount,
  checkFlags,
  checkOrganizationId,
  checkTextLists,
  checkTexts,
  requireTexts,
} from './field-checks'
import type { JsonObject } from './json'
import { undocumentedEntryKeys } from './known-keys'

const texts = [
  'id',
  'label',
  'mapper_url',
  'raw_idp_metadata_xml',
  'audience_override_base_url',
  'proxy_saml_audience_override',
  'proxy_acs_url',
  'acs_url',
  'engine',
  'idp_metadata_url',
  'binding',
  'sp_entity_id',
  'sp_entity_id_override',
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
const choices = { state: ['enabled', 'disabled'], update_identity_on_login: ['never', 'automatic'] }

/** The keys of a SAML connection that the server knows. */
export const samlEntryKeys: ReadonlySet<string> = new Set([
  ...texts,
  ...textLists,
  ...flags,
  ...Object.keys(choices),
  'clock_skew_seconds',
  'organization_id',
  ...undocumentedEntryKeys,
])

export function checkSamlEntry(entry: JsonObject, where: string): void {
  checkTexts(entry, texts, where)
  checkTextLists(entry, textLists, where)
  checkFlags(entry, flags, where)
  checkCount(entry, 'clock_skew_seconds', where)
  checkChoices(entry, choices, where)
  checkOrganizationId(entry, where)
  requireTexts(entry, ['id', 'mapper_url', 'raw_idp_metadata_xml'], where)
}
