import type { StoredProject } from '../state/types'
import { oidc, organization, scimClient, type DemoTexts } from './builders'
import { identityConfig, otherServices } from './identity-config'
import * as mappers from './mappers'
import { certificates } from './saml-metadata'

const staging = {
  harbor: 'd80e348f-7185-479b-8267-9e306dc29aef',
  meadowlark: '2bbf6c2e-ad44-43c3-834c-6c61dfbf8bf8',
  tidewater: '267aabf3-803c-4b6f-8f63-7575150b07ed',
  foxglove: '2cfaae89-e5a2-4c1a-9325-fd735b8d4a8f',
}

export function northwindStaging(texts: DemoTexts): StoredProject {
  const host = 'quiet-noether-3v8c5t0z6p.projects.oryapis.com'
  const appUrl = 'https://app.staging.northwind.example'
  const microsoft = texts.mapper(mappers.microsoftEmail)
  const groups = texts.mapper(mappers.emailAndGroups)
  const config = identityConfig({
    host,
    appUrl,
    sessionLifespan: '24h0m0s',
    oidc: {
      enabled: true,
      config: {
        providers: [
          oidc('google', 'google', 'Google', texts.mapper(mappers.verifiedEmail), {}),
          oidc('harbor-entra', 'microsoft', 'Harbor Lights test tenant', microsoft, {
            microsoft_tenant: '0c4a8f17-5be2-4d39-8f6b-7d21e0a4b9c3',
            subject_source: 'oid',
            organization_id: staging.harbor,
          }),
          oidc('meadowlark-okta', 'generic', 'Meadowlark Okta preview', groups, {
            issuer_url: 'https://meadowlark.oktapreview.example',
            scope: ['openid', 'email', 'profile', 'groups'],
            organization_id: staging.meadowlark,
          }),
          oidc('foxglove-okta', 'generic', 'Foxglove Okta preview', groups, {
            issuer_url: 'https://foxglove.oktapreview.example',
            pkce: 'force',
            organization_id: staging.foxglove,
          }),
          // Its organization was deleted, which leaves the connection unchanged.
          oidc('pilot-keycloak', 'generic', 'Pilot Keycloak', groups, {
            issuer_url: 'https://keycloak.pilot.example/realms/demo',
            organization_id: '0700abbb-51bf-40f2-a1ac-f403e7b2ec20',
          }),
        ],
      },
    },
    saml: {
      enabled: true,
      config: {
        providers: [
          {
            id: 'tidewater-saml',
            label: 'Tidewater ADFS test',
            organization_id: staging.tidewater,
            mapper_url: texts.mapper(mappers.samlAttributes),
            raw_idp_metadata_xml: texts.metadata({
              entityId: 'http://sso-test.tidewater.example/adfs/services/trust',
              signOnUrl: 'https://sso-test.tidewater.example/adfs/ls/',
              certificate: certificates.tidewater,
            }),
            state: 'disabled',
          },
        ],
      },
    },
  })
  return {
    id: '450fa61b-18fd-48b6-8744-5a1395ddba47',
    workspace_id: 'e4815db1-eb4d-483c-ac90-12408f8a804b',
    name: 'Northwind Staging',
    slug: 'quiet-noether-3v8c5t0z6p',
    state: 'running',
    environment: 'stage',
    home_region: 'eu-central',
    revision_id: '64546773-84bc-4964-9e00-53d7ea98d47e',
    created_at: '2024-01-22T08:05:00Z',
    updated_at: '2026-11-23T09:12:47Z',
    hosts: [host],
    organizations: [
      organization(
        staging.harbor,
        'Harbor Lights Logistics',
        ['harborlights.example'],
        '2024-02-09T10:00:00Z',
      ),
      organization(
        staging.meadowlark,
        'Meadowlark Health',
        ['meadowlark.example'],
        '2024-03-01T10:00:00Z',
      ),
      organization(
        staging.tidewater,
        'Tidewater Energy',
        ['tidewater.example'],
        '2024-05-14T10:00:00Z',
      ),
      organization(
        staging.foxglove,
        'Foxglove Pharma',
        ['foxglove.example', 'foxglove-labs.example'],
        '2026-07-20T10:00:00Z',
      ),
    ],
    services: { identity: { config }, ...otherServices(host, appUrl) },
    cors_public: { enabled: true, origins: [appUrl] },
    cors_admin: { enabled: false, origins: [] },
    scim_clients: [
      scimClient(
        'meadowlark-okta',
        'Meadowlark Okta preview',
        staging.meadowlark,
        texts.mapper(mappers.scimPerson),
      ),
    ],
  }
}

/** Without organizations, which Ory has for projects of the other two environments alone. */
export function northwindDevelopment(texts: DemoTexts): StoredProject {
  const host = 'eager-turing-9d1f6h3w8s.projects.oryapis.com'
  const appUrl = 'https://app.dev.northwind.example'
  const config = identityConfig({
    host,
    appUrl,
    sessionLifespan: '72h0m0s',
    oidc: {
      enabled: true,
      config: {
        providers: [
          oidc('github', 'github', 'GitHub', texts.mapper(mappers.developerAccount), {
            scope: ['user:email'],
          }),
          oidc(
            'sandbox-keycloak',
            'generic',
            'Sandbox Keycloak',
            texts.mapper(mappers.emailAndGroups),
            {
              issuer_url: 'https://keycloak.dev.northwind.example/realms/sandbox',
            },
          ),
        ],
      },
    },
    saml: { enabled: false, config: { providers: [] } },
  })
  return {
    id: '6fd58e93-6944-4a3a-9f60-ba90b7dfa667',
    workspace_id: 'e4815db1-eb4d-483c-ac90-12408f8a804b',
    name: 'Northwind Development',
    slug: 'eager-turing-9d1f6h3w8s',
    state: 'running',
    environment: 'dev',
    home_region: 'eu-central',
    revision_id: '80d67273-c6ef-4687-9898-69798a78c4ab',
    created_at: '2024-01-22T08:10:00Z',
    updated_at: '2026-11-24T16:48:30Z',
    hosts: [host],
    organizations: [],
    services: { identity: { config }, ...otherServices(host, appUrl) },
    cors_public: { enabled: true, origins: [appUrl, 'https://*.preview.northwind.example'] },
    cors_admin: { enabled: false, origins: [] },
  }
}
