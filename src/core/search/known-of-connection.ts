import type { Protocol } from '../model/connection'
import { textListMember, textMember, type JsonObject } from '../model/json'
import { isoTime } from '../model/times'
import { metadataForm } from '../saml/metadata-value'

interface KnownIssuer {
  readonly issuer?: string
  /** Kind of identifier. */
  readonly issuerIs?: 'address' | 'entity-id' | 'tenant'
}

/** Ory's storage address says nothing, so use the entity ID. */
function samlAddress(fields: JsonObject): string | undefined {
  const source = textMember(fields, 'raw_idp_metadata_xml') ?? ''
  return metadataForm(source) === 'url' ? source : undefined
}

/** Identity provider of a connection by address, entity ID or tenant; `entityId` from its metadata, if known. */
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

/** ISO 8601 end of the certificate valid longest; `known` comes from the metadata. */
export function lastEndOf(fields: JsonObject, known: string | undefined): string | undefined {
  if (fields['valid_to'] === undefined) return known
  const told = textListMember(fields, 'valid_to').flatMap((text) => isoTime(text) ?? [])
  return told.toSorted().at(-1) ?? known
}
