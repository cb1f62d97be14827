import type { StoredProject } from '../state/types'
import { oidc, organization, type DemoTexts } from './builders'
import { identityConfig, otherServices } from './identity-config'
import * as mappers from './mappers'
import { certificates } from './saml-metadata'

const production = {
  emberfield: '4e39b747-4366-4d8c-b607-e983ed15638a',
  kestrel: 'c5f9c77e-0f02-4f9e-be43-9ff880b80bef',
  millrace: 'cec2c888-5706-4bf9-9e37-d302af6bd1a0',
  northgate: 'dcf47512-6ada-4ad1-93ed-8cc484514f0d',
}

const staging = {
  emberfield: '10c9710b-c31e-421d-ac1e-ee456d36fb4d',
  kestrel: '99dbc937-819c-4154-a9bc-3a3b3af2f5cd',
}

export function globexProduction(texts: DemoTexts): StoredProject {
  const host = 'silly-hopper-4n7b2y9r5e.projects.oryapis.com'
  const appUrl = 'https://portal.globex.example'
  const verified = texts.mapper(mappers.verifiedEmail)
  const groups = texts.mapper(mappers.emailAndGroups)
  const config = identityConfig({
    host: 'login.globex.example',
    appUrl,
    sessionLifespan: '336h0m0s',
    oidc: {
      enabled: true,
      config: {
        base_redirect_uri: 'https://login.globex.example',
        providers: [
          oidc('google', 'google', 'Google', verified, {}),
          oidc('linkedin', 'linkedin_v2', 'LinkedIn', verified, {}),
          oidc(
            'emberfield-entra',
            'microsoft',
            'Emberfield (Entra ID)',
            texts.mapper(mappers.microsoftEmail),
            {
              microsoft_tenant: '2e9b6c04-7a1d-4f58-b3c2-90d5a8e1f764',
              front_channel_logout: true,
              organization_id: production.emberfield,
            },
          ),
          oidc('kestrel-okta', 'generic', 'Kestrel Okta', groups, {
            issuer_url: 'https://kestrel.okta.example',
            organization_id: production.kestrel,
          }),
          oidc('kestrel-okta-contractors', 'generic', 'Kestrel Okta (contractors)', groups, {
            issuer_url: 'https://kestrel-ext.okta.example',
            organization_id: production.kestrel,
          }),
          oidc('northgate-salesforce', 'salesforce', 'Northgate Salesforce', verified, {
            issuer_url: 'https://northgate.my.salesforce.example',
            organization_id: production.northgate,
          }),
          oidc('millrace-keycloak', 'generic', 'Millrace Keycloak (labs)', groups, {
            issuer_url: 'https://id.millrace.example/realms/labs',
            organization_id: production.millrace,
          }),
          oidc('northgate-google', 'google', 'Northgate Google Workspace', verified, {
            organization_id: production.northgate,
          }),
        ],
      },
    },
    saml: {
      enabled: true,
      config: {
        providers: [
          {
            id: 'millrace-saml',
            label: 'Millrace JumpCloud',
            organization_id: production.millrace,
            mapper_url: texts.mapper(mappers.samlAttributes),
            raw_idp_metadata_xml: texts.metadata({
              entityId: 'https://sso.millrace.example/saml2/globex',
              signOnUrl: 'https://sso.millrace.example/saml2/globex/sso',
              certificate: certificates.brightloom,
            }),
          },
        ],
      },
    },
  })
  return {
    id: '5ad38559-5fea-440d-9ccc-0345b982145c',
    workspace_id: 'ef17ecce-2df3-44e3-9c30-a25c6e7f8e7c',
    name: 'Globex Portal',
    slug: 'silly-hopper-4n7b2y9r5e',
    state: 'running',
    environment: 'prod',
    home_region: 'us',
    revision_id: '998e854f-3154-4af0-a074-f28dd8779acc',
    created_at: '2025-02-03T18:20:00Z',
    updated_at: '2026-11-20T21:04:55Z',
    hosts: ['login.globex.example', host],
    organizations: [
      organization(
        production.emberfield,
        'Emberfield Foods',
        ['emberfield.example'],
        '2025-02-20T19:00:00Z',
        { default_region: 'us-west' },
      ),
      organization(
        production.kestrel,
        'Kestrel Aviation',
        ['kestrel.example', 'kestrel-contractors.example'],
        '2025-05-11T19:00:00Z',
        { session_lifespan: '10h' },
      ),
      organization(
        production.millrace,
        'Millrace Software',
        ['millrace.example'],
        '2025-09-29T19:00:00Z',
      ),
      organization(
        production.northgate,
        'Northgate Bank',
        ['northgate.example'],
        '2026-04-16T19:00:00Z',
        { session_lifespan: '30m' },
      ),
    ],
    services: { identity: { config }, ...otherServices('login.globex.example', appUrl) },
    cors_public: { enabled: true, origins: [appUrl] },
    cors_admin: { enabled: false, origins: [] },
  }
}

export function globexStaging(texts: DemoTexts): StoredProject {
  const host = 'gifted-curie-8m3x1k7v2a.projects.oryapis.com'
  const appUrl = 'https://portal.staging.globex.example'
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
          oidc('slack', 'slack', 'Slack', texts.mapper(mappers.trustedMailbox), {}),
          oidc(
            'emberfield-entra',
            'microsoft',
            'Emberfield test tenant',
            texts.mapper(mappers.microsoftEmail),
            {
              microsoft_tenant: 'organizations',
              organization_id: staging.emberfield,
            },
          ),
          oidc('kestrel-okta', 'generic', 'Kestrel Okta preview', groups, {
            issuer_url: 'https://kestrel.oktapreview.example',
            organization_id: staging.kestrel,
          }),
          oidc('kestrel-auth0', 'auth0', 'Kestrel Auth0 trial', groups, {
            issuer_url: 'https://kestrel-trial.auth0.example',
            organization_id: staging.kestrel,
          }),
          oidc('kestrel-gitlab', 'gitlab', 'Kestrel GitLab', texts.mapper(mappers.trustedMailbox), {
            issuer_url: 'https://gitlab.kestrel.example',
            organization_id: staging.kestrel,
          }),
          oidc('emberfield-okta', 'generic', 'Emberfield Okta pilot', groups, {
            issuer_url: 'https://emberfield.oktapreview.example',
            organization_id: staging.emberfield,
          }),
        ],
      },
    },
    saml: { enabled: false, config: { providers: [] } },
  })
  return {
    id: '5eb30a26-a3d5-491b-882d-0fc68f150907',
    workspace_id: 'ef17ecce-2df3-44e3-9c30-a25c6e7f8e7c',
    name: 'Globex Portal Staging',
    slug: 'gifted-curie-8m3x1k7v2a',
    state: 'running',
    environment: 'stage',
    home_region: 'us',
    revision_id: 'c978c2e5-3cfe-491e-9b91-509aa88717e3',
    created_at: '2025-02-03T18:25:00Z',
    updated_at: '2026-11-19T20:15:10Z',
    hosts: [host],
    organizations: [
      organization(
        staging.emberfield,
        'Emberfield Foods',
        ['emberfield.example'],
        '2025-02-18T19:00:00Z',
      ),
      organization(
        staging.kestrel,
        'Kestrel Aviation',
        ['kestrel.example'],
        '2025-05-02T19:00:00Z',
      ),
    ],
    services: { identity: { config }, ...otherServices(host, appUrl) },
    cors_public: { enabled: true, origins: [appUrl] },
    cors_admin: { enabled: false, origins: [] },
  }
}

/** Older than SAML: it has no such node, and its oidc method was never switched on. */
export function globexDevelopment(): StoredProject {
  const host = 'modest-franklin-5c9j4u2g7l.projects.oryapis.com'
  const appUrl = 'https://portal.dev.globex.example'
  const config = identityConfig({
    host,
    appUrl,
    sessionLifespan: '24h0m0s',
    oidc: { enabled: false, config: {} },
  })
  return {
    id: '23f66c55-5010-4812-a814-9c70465bb2a6',
    workspace_id: 'ef17ecce-2df3-44e3-9c30-a25c6e7f8e7c',
    name: 'Globex Portal Development',
    slug: 'modest-franklin-5c9j4u2g7l',
    state: 'running',
    environment: 'dev',
    home_region: 'us',
    revision_id: '07eb3a5f-9e36-450f-ac40-6c9b9368a0d7',
    created_at: '2025-02-03T18:30:00Z',
    updated_at: '2025-02-03T18:30:00Z',
    hosts: [host],
    organizations: [],
    services: { identity: { config }, ...otherServices(host, appUrl) },
    cors_public: { enabled: true, origins: [appUrl] },
    cors_admin: { enabled: false, origins: [] },
  }
}
