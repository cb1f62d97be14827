import type { JsonObject } from '../../state/json'
import { describedSchemas, enterpriseUrn, urnOf, type Kind } from './schemas'
import { ScimError } from './scim-error'

const docs = 'https://www.ory.com/docs/kratos/manage-identities/scim'
export const pageSize = { usual: 100, most: 1_000 }
export const lastStart = 5_000
/** In seconds. */
export const cursorLife = 3_600

/** As Ory documents it. */
export const serviceProviderConfig = (): JsonObject => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  documentationUri: docs,
  patch: { supported: true },
  bulk: { supported: false },
  filter: { supported: true, maxResults: pageSize.most },
  changePassword: { supported: true },
  sort: { supported: false },
  etag: { supported: false },
  pagination: {
    cursor: true,
    index: true,
    defaultPaginationMethod: 'index',
    defaultPageSize: pageSize.usual,
    maxPageSize: pageSize.most,
    cursorTimeout: cursorLife,
  },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'OAuth Bearer Token',
      description: 'Authentication using a bearer token in the Authorization HTTP header.',
      specUri: 'https://datatracker.ietf.org/doc/html/rfc6750',
      documentationUri: `${docs}#configure-a-scim-client`,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig' },
})

function resourceType(kind: Kind): JsonObject {
  const extensions = [{ schema: enterpriseUrn, required: false }]
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    id: kind,
    name: kind,
    endpoint: `/${kind}s`,
    schema: urnOf(kind),
    ...(kind === 'User' ? { schemaExtensions: extensions } : {}),
    meta: { resourceType: 'ResourceType' },
  }
}

/** A list of all, or the one with an id. */
function oneOrAll(all: JsonObject[], id: string | undefined, what: string): JsonObject {
  if (id === undefined) {
    return {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: all.length,
      startIndex: 1,
      itemsPerPage: all.length,
      Resources: all,
    }
  }
  const found = all.find((item) => item['id'] === id)
  if (!found) throw new ScimError(404, `${what} ${id} not found`)
  return found
}

export const resourceTypes = (id: string | undefined): JsonObject =>
  oneOrAll([resourceType('User'), resourceType('Group')], id, 'Resource type')

export const schemas = (basePath: string, id: string | undefined): JsonObject =>
  oneOrAll(describedSchemas(basePath), id, 'Schema')
