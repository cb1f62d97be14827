import { storeText, type Content } from '../state/content'
import type { JsonObject } from '../state/json'
import { samlMetadata, type MetadataParts } from './saml-metadata'

/** Stores texts of the demo and returns their internal addresses. */
export interface DemoTexts {
  mapper: (text: string) => string
  metadata: (parts: MetadataParts) => string
  identitySchema: (schema: JsonObject) => string
}

export function createDemoTexts(content: Content): DemoTexts {
  return {
    mapper: (text) => storeText(content, text, 'jsonnet'),
    metadata: (parts) => storeText(content, samlMetadata(parts), 'xml'),
    identitySchema: (schema) => storeText(content, `${JSON.stringify(schema, null, 2)}\n`, 'json'),
  }
}

export function organization(
  id: string,
  label: string,
  domains: string[],
  createdAt: string,
  more: JsonObject = {},
): JsonObject {
  return { id, label, domains, ...more, created_at: createdAt }
}

/** A SCIM client that is switched on, as the server stores it. */
export function scimClient(
  clientId: string,
  label: string,
  organizationId: string,
  mapperUrl: string,
  more: JsonObject = {},
): JsonObject {
  return {
    client_id: clientId,
    label,
    organization_id: organizationId,
    mapper_url: mapperUrl,
    authorization_header_secret: `demo-secret-of-${clientId}`,
    state: 'enabled',
    ...more,
  }
}

/** An OIDC connection with the fields nearly all have; `more` adds to them and overrides them. */
export function oidc(
  id: string,
  provider: string,
  label: string,
  mapperUrl: string,
  more: JsonObject,
): JsonObject {
  const secret = provider === 'apple' ? {} : { client_secret: `demo-secret-of-${id}` }
  return {
    id,
    provider,
    label,
    client_id: `client-of-${id}`,
    ...secret,
    mapper_url: mapperUrl,
    scope: ['openid', 'email', 'profile'],
    ...more,
  }
}
