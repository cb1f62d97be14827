import { contentHash } from '../state/content'
import type { StoredProject } from '../state/types'
import { oidc, organization, scimClient, type DemoTexts } from './builders'
import { identityConfig, otherServices } from './identity-config'
import { northwindPerson } from './identity-schema'
import * as mappers from './mappers'
import { certificates } from './saml-metadata'

const host = 'brave-lovelace-7k2m9x4q1d.projects.oryapis.com'
const appUrl = 'https://app.northwind.example'

const ids = {
  harbor: 'fc175bda-1a3b-4f70-b122-09e297718cdc',
  meadowlark: '7cccc4a1-89ff-44f8-9bdb-d78458387e4c',
  tidewater: '137dc809-c69c-400b-8d28-d04210cf5663',
  oakfield: 'a6203173-c22f-493e-8e3f-9efc7c7a4083',
  copperline: 'a48c94fd-7ce4-426f-afd5-c8e84fb5ac29',
  juniper: '808a39c6-3532-4fce-afb4-efdb02069b0b',
  lanternworks: 'abe1491e-4647-4f53-bd77-58e6f4f07176',
  quarry: '71148190-21f7-4868-b328-c5320e3f2cbe',
  saltmarsh: 'd14a8ab1-9550-4549-a3c3-864c0f1d9f39',
  thistledown: 'fc5993d8-49e5-4660-8e77-b4d2ad44e56f',
  velvetpine: '71c4fab1-ad2f-41c9-8db2-cf941facc284',
  brightloom: '9889f564-949c-446e-873d-d2b29ba54d4d',
  foxglove: 'e7473a1a-bfcb-4393-865d-8c30a47f844a',
  wrenhall: '3af68de5-1a69-4388-a06f-fbba812b1e7a',
}

const organizations = [
  organization(
    ids.harbor,
    'Harbor Lights Logistics',
    ['harborlights.example', 'hll-freight.example'],
    '2024-02-12T09:14:03Z',
    { session_lifespan: '24h' },
  ),
  organization(
    ids.meadowlark,
    'Meadowlark Health',
    ['meadowlark.example'],
    '2024-03-05T13:40:51Z',
    { session_lifespan: '8h', default_region: 'eu-central' },
  ),
  organization(ids.tidewater, 'Tidewater Energy', ['tidewater.example'], '2024-05-21T07:55:10Z'),
  organization(
    ids.oakfield,
    'Oakfield University',
    [
      'oakfield.example',
      'students.oakfield.example',
      'alumni.oakfield.example',
      'staff.oakfield.example',
      'research.oakfield.example',
    ],
    '2024-06-30T16:02:44Z',
  ),
  organization(
    ids.copperline,
    'Copperline Railways',
    ['copperline.example'],
    '2024-09-17T10:21:37Z',
    { session_lifespan: '720h' },
  ),
  organization(
    ids.juniper,
    'Juniper & Vale Legal',
    ['junipervale.example'],
    '2024-11-04T08:30:00Z',
  ),
  organization(
    ids.lanternworks,
    'Lanternworks Studios',
    ['lanternworks.example'],
    '2025-01-23T11:11:29Z',
  ),
  organization(ids.quarry, 'Quarry & Sons', ['quarryandsons.example'], '2025-02-14T15:47:05Z'),
  organization(
    ids.saltmarsh,
    'Saltmarsh Insurance',
    ['saltmarsh.example', 'saltmarsh-re.example'],
    '2025-04-02T09:00:12Z',
    { session_lifespan: '12h' },
  ),
  organization(
    ids.thistledown,
    'Thistledown Textiles',
    ['thistledown.example'],
    '2025-06-19T14:25:58Z',
  ),
  organization(
    ids.velvetpine,
    'Velvet Pine Hotels',
    ['velvetpine.example'],
    '2025-10-08T06:39:41Z',
  ),
  organization(
    ids.brightloom,
    'Brightloom Analytics',
    ['brightloom.example'],
    '2026-01-15T12:50:33Z',
  ),
  organization(ids.foxglove, 'Foxglove Pharma', ['foxglove.example'], '2026-07-27T10:05:20Z'),
  organization(ids.wrenhall, 'Wrenhall Partners', [], '2026-11-10T17:18:09Z'),
]

export function northwindProduction(texts: DemoTexts): StoredProject {
  const schemaUrl = texts.identitySchema(northwindPerson)
  const config = identityConfig({
    host,
    appUrl,
    sessionLifespan: '168h0m0s',
    oidc: {
      enabled: true,
      enable_auto_link_policy: true,
      config: { providers: oidcEntries(texts) },
    },
    saml: { enabled: true, config: { providers: samlEntries(texts) } },
    schema: { id: contentHash(schemaUrl) ?? '', url: schemaUrl },
  })
  return {
    id: 'df2e09f1-643e-43bb-9cec-9eda5130a69d',
    workspace_id: 'e4815db1-eb4d-483c-ac90-12408f8a804b',
    name: 'Northwind Production',
    slug: 'brave-lovelace-7k2m9x4q1d',
    state: 'running',
    environment: 'prod',
    home_region: 'eu-central',
    revision_id: 'e272a3b7-234c-4311-a72e-6aa107b4410e',
    created_at: '2024-01-22T08:00:00Z',
    updated_at: '2026-11-18T14:31:02Z',
    hosts: ['id.northwind.example', host],
    organizations,
    services: { identity: { config }, ...otherServices(host, appUrl) },
    cors_public: { enabled: true, origins: [appUrl, 'https://www.northwind.example'] },
    cors_admin: { enabled: false, origins: [] },
    custom_domains: [customDomain],
    portal_links: [],
    scim_clients: scimClients(texts),
  }
}

const customDomain = {
  id: '3b1f8c52-0d7e-4d0b-9a64-7e2c5f10d9a3',
  hostname: 'id.northwind.example',
  cookie_domain: 'northwind.example',
  cors_enabled: true,
  cors_allowed_origins: [appUrl],
  custom_ui_base_url: `${appUrl}/sign-in`,
  verification_status: 'verified',
  verification_errors: [],
  ssl_status: 'active',
  created_at: '2024-02-01T08:00:00Z',
  updated_at: '2024-02-01T08:20:00Z',
}

function oidcEntries(texts: DemoTexts) {
  const microsoft = texts.mapper(mappers.microsoftEmail)
  const verified = texts.mapper(mappers.verifiedEmail)
  const groups = texts.mapper(mappers.emailAndGroups)
  const developer = texts.mapper(mappers.developerAccount)
  return [
    oidc('google', 'google', 'Google', verified, {
      fedcm_config_url: 'https://accounts.google.com/gsi/fedcm.json',
    }),
    oidc('github', 'github', 'GitHub', developer, { scope: ['user:email'] }),
    oidc('harbor-entra', 'microsoft', 'Harbor Lights (Entra ID)', microsoft, {
      microsoft_tenant: '6f1d3c52-94ab-4c0e-8a4d-1f0b7e6a2c11',
      subject_source: 'oid',
      organization_id: ids.harbor,
    }),
    oidc('meadowlark-okta', 'generic', 'Meadowlark Okta', groups, {
      issuer_url: 'https://meadowlark.okta.example',
      scope: ['openid', 'email', 'profile', 'groups'],
      claims_source: 'userinfo',
      pkce: 'auto',
      requested_claims: { id_token: { email: { essential: true }, groups: null } },
      organization_id: ids.meadowlark,
      x_future_flag: true,
    }),
    oidc('ory-GPx1yPH4', 'generic', 'Copperline Keycloak', texts.mapper(mappers.trustedMailbox), {
      issuer_url: 'https://sso.copperline.example/realms/staff',
      pkce: 'force',
      update_identity_on_login: 'automatic',
      organization_id: ids.copperline,
    }),
    oidc('juniper-google', 'google', 'Juniper & Vale Google Workspace', verified, {
      account_linking_mode: 'automatic',
      auto_link: true,
      organization_id: ids.juniper,
    }),
    oidc('lanternworks-gitlab', 'gitlab', 'Lanternworks GitLab', developer, {
      issuer_url: 'https://gitlab.lanternworks.example',
      scope: ['read_user', 'openid', 'email'],
      organization_id: ids.lanternworks,
    }),
    oidc('quarry-auth0', 'auth0', 'Quarry Auth0', verified, {
      issuer_url: 'https://quarry.eu.auth0.example',
      organization_id: ids.quarry,
    }),
    oidc('saltmarsh-entra', 'microsoft', 'Saltmarsh (Entra ID)', microsoft, {
      microsoft_tenant: 'saltmarsh.onmicrosoft.example',
      aal2_amr_values: ['mfa', 'otp'],
      organization_id: ids.saltmarsh,
    }),
    oidc('saltmarsh-ping', 'generic', 'Saltmarsh Ping (brokers)', groups, {
      issuer_url: 'https://auth.saltmarsh-re.example/as',
      aal2_acr_values: ['urn:saltmarsh:loa:2'],
      organization_id: ids.saltmarsh,
      state: 'disabled',
    }),
    oidc('thistledown-apple', 'apple', 'Thistledown Apple', verified, {
      client_id: 'example.thistledown.signin',
      apple_team_id: 'TD8Q4K2L9M',
      apple_private_key_id: 'V7X2P5N3RA',
      apple_private_key:
        '-----BEGIN PRIVATE KEY-----\nYSBkZW1vIGtleSwgbm90IGEgcmVhbCBvbmU=\n-----END PRIVATE KEY-----\n',
      scope: ['email', 'name'],
      organization_id: ids.thistledown,
    }),
    oidc('velvetpine-entra', 'microsoft', 'Velvet Pine (Entra ID)', microsoft, {
      microsoft_tenant: 'b7a0d5de-2f5c-4f0a-9c35-62d1f2a9ce70',
      organization_id: ids.velvetpine,
      x_rollout: { wave: 2, cohorts: ['front-desk', 'reservations'] },
    }),
    oidc('foxglove-okta', 'generic', 'Foxglove Okta', groups, {
      issuer_url: 'https://foxglove.okta.example/oauth2/default',
      additional_id_token_audiences: ['client-of-foxglove-mobile'],
      organization_id: ids.foxglove,
    }),
  ]
}

function scimClients(texts: DemoTexts) {
  const person = texts.mapper(mappers.scimPerson)
  const directory = texts.mapper(mappers.scimDirectory)
  return [
    scimClient('harbor-entra', 'Harbor Lights (Entra ID)', ids.harbor, directory),
    scimClient('meadowlark-okta', 'Meadowlark Okta', ids.meadowlark, person, {
      x_future_flag: true,
    }),
    // Shown to the customer instead of the server's own address.
    scimClient('brightloom-onelogin', 'Brightloom OneLogin', ids.brightloom, person, {
      proxy_scim_server_url: 'https://provisioning.northwind.example/scim/brightloom-onelogin/v2',
    }),
    scimClient('foxglove-okta', 'Foxglove Okta', ids.foxglove, person, { state: 'disabled' }),
  ]
}

function samlEntries(texts: DemoTexts) {
  const attributes = texts.mapper(mappers.samlAttributes)
  return [
    {
      id: 'tidewater-saml',
      label: 'Tidewater ADFS',
      organization_id: ids.tidewater,
      mapper_url: attributes,
      raw_idp_metadata_xml: texts.metadata({
        entityId: 'http://sso.tidewater.example/adfs/services/trust',
        signOnUrl: 'https://sso.tidewater.example/adfs/ls/',
        certificate: certificates.tidewater,
      }),
      audience_override_base_url: 'https://id.northwind.example',
    },
    {
      id: 'oakfield-shibboleth',
      label: 'Oakfield Shibboleth',
      organization_id: ids.oakfield,
      mapper_url: attributes,
      raw_idp_metadata_xml: texts.metadata({
        entityId: 'https://login.oakfield.example/idp/shibboleth',
        signOnUrl: 'https://login.oakfield.example/idp/profile/SAML2/POST/SSO',
        certificate: certificates.oakfield,
      }),
      update_identity_on_login: 'automatic',
      x_future_flag: { since: '2026-09' },
    },
    {
      id: 'brightloom-saml',
      label: 'Brightloom OneLogin',
      organization_id: ids.brightloom,
      mapper_url: attributes,
      raw_idp_metadata_xml: texts.metadata({
        entityId: 'https://idp.brightloom.example/saml/metadata',
        signOnUrl: 'https://idp.brightloom.example/trust/saml2/http-post/sso',
        certificate: certificates.brightloom,
      }),
      idp_initiated_login_enabled: true,
    },
  ]
}
