import type { Edit } from '../../../src/core/draft/edits'
import { toMapperUrl } from '../../../src/core/model/mapper-text'
import { demoIds } from '../../emulator'
import { agreeing } from './agreeing'

/** A customer that a draft adds to Northwind Staging: an organization, and a connection in it. */
export const projectId = demoIds.northwindStaging
export const reference = '6a4c1d3e-6f52-4f0e-9d3b-0a2f6b1f8c11'
export const canary = 'canary-client-secret'

/** The draft's key of the new organization, whose UUID is proposed as its id. */
export const organizationKey = 'new:2f6b1f8c-5a4c-4e52-9f0e-9d3b0a2f6b1f'

export const newOrganization: Edit = {
  kind: 'create-organization',
  key: organizationKey,
  fields: { label: 'Brightwater', domains: ['brightwater.example'] },
}
/** Published without a connection, it locks the people of its domain out, which has to be confirmed. */
export const brightwaterIsOut = agreeing(['brightwater.example'])
export const newConnection: Edit = {
  kind: 'create-connection',
  key: 'new:connection',
  protocol: 'oidc',
  fields: {
    id: 'brightwater-okta',
    provider: 'generic',
    label: 'Brightwater',
    client_id: 'client',
    client_secret: { $secret: reference },
    issuer_url: 'https://brightwater.okta.example',
    mapper_url: toMapperUrl('local claims = std.extVar("claims"); { identity: { traits: {} } }'),
    scope: ['openid', 'email'],
    organization_id: organizationKey,
  },
}
