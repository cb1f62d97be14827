import { X509Certificate } from 'node:crypto'
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

const texts = [
  'id',
  'label',
  'mapper_url',
  'raw_idp_metadata_xml',
  'audience_override_base_url',
  'proxy_saml_audience_override',
  'proxy_acs_url',
  'engine',
  'idp_metadata_url',
  'binding',
  'sp_entity_id_override',
]
const textLists = [
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

export function checkSamlEntry(entry: JsonObject, where: string): void {
  checkTexts(entry, texts, where)
  checkTextLists(entry, textLists, where)
  checkFlags(entry, flags, where)
  checkCount(entry, 'clock_skew_seconds', where)
  checkChoices(entry, choices, where)
  checkOrganizationId(entry, where)
  requireTexts(entry, ['id', 'mapper_url', 'raw_idp_metadata_xml'], where)
}

export function checkMetadata(xml: string, where: string): void {
  const tag = (name: string) => new RegExp(`<(?:[\\w.-]+:)?${name}[\\s/>]`)
  if (!tag('EntityDescriptor').test(xml)) refuse(where, 'no EntityDescriptor in the metadata')
  if (!tag('IDPSSODescriptor').test(xml)) refuse(where, 'no IDPSSODescriptor in the metadata')
  if (!tag('SingleSignOnService').test(xml)) refuse(where, 'no SingleSignOnService in the metadata')
  if (signingKeys(xml).length === 0) refuse(where, 'no signing KeyDescriptor in the metadata')
  try {
    if (signingCertificates(xml).length === 0) refuse(where, 'no certificate in the metadata')
  } catch {
    refuse(where, 'x509: malformed certificate in the metadata')
  }
}

/** Expiry of every signing certificate in OpenSSL's text form, such as `Jun 10 09:16:40 2038 GMT`. */
export function validTo(xml: string): string[] {
  try {
    return signingCertificates(xml).map((certificate) => certificate.validTo)
  } catch {
    return []
  }
}

function signingKeys(xml: string): string[] {
  const keys = xml.match(/<(?:[\w.-]+:)?KeyDescriptor[\s>][\s\S]*?<\/(?:[\w.-]+:)?KeyDescriptor>/g)
  return (keys ?? []).filter((key) => !/^<[^>]*\suse=["']encryption["']/.test(key))
}

function signingCertificates(xml: string): X509Certificate[] {
  return signingKeys(xml).flatMap((key) =>
    [...key.matchAll(/<(?:[\w.-]+:)?X509Certificate[^>]*>([^<]*)</g)].map(
      (match) => new X509Certificate(Buffer.from((match[1] ?? '').replaceAll(/\s/g, ''), 'base64')),
    ),
  )
}
