import type { Protocol } from '../model/connection'
import { textListMember, textMember, type JsonObject } from '../model/json'
import { isoTime } from '../model/times'
import { metadataForm } from '../saml/metadata-value'

interface KnownIssuer {
  readonly issuer?: string
  /** What of it that is. */
  readonly issuerIs?: 'address' | 'entity-id' | 'tenant'
}

/** Metadata that Ory keeps is at an address of Ory's, which says nothing: there its entity ID does. */
function samlAddress(fields: JsonObject): string | undefined {
  const source = textMember(fields, 'raw_idp_metadata_xml') ?? ''
  return metadataForm(source) === 'url' ? source : undefined
}

/**
 * Who the identity provider of a connection is, by its address, entity ID or tenant.
 *
 * @param entityId of its metadata, where that is known
 */
export function issuerOfConnection(
  protocol: Protocol,
  fields: JsonObject,
  entityId: string | undefined,
): KnownIssuer {
  const address =
    protocol === 'saml'
      ? samlAddress(fields)
      : textMember(fields, 'issuer_url') || textMember(fields, 'auth_url')
  if (address) return { issuer: address, issuerIs: 'address' }
  if (protocol === 'saml' && entityId) return { issuer: entityId, issuerIs: 'entity-id' }
  const tenant = textMember(fields, 'microsoft_tenant')
  return tenant ? { issuer: tenant, issuerIs: 'tenant' } : {}
}

/**
 * ISO 8601 end of the certificate that holds the longest: sign-ins work as long as it does.
 *
 * @param known as it was read from the metadata, where the server tells none
 */
export function lastEndOf(fields: JsonObject, known: string | undefined): string | undefined {
  if (fields['valid_to'] === undefined) return known
  const told = textListMember(fields, 'valid_to').flatMap((text) => isoTime(text) ?? [])
  return told.toSorted().at(-1) ?? known
}
