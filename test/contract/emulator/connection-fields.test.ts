import { describe, expect, it } from 'vitest'
import { demoState, samlProviders } from '../../emulator'
import type { JsonObject } from '../../../src/emulator/state/json'
import { oidcEntryKeys } from '../../../src/emulator/state/known-keys'
import {
  at,
  base64,
  entriesOf,
  genericEntry,
  oidcPath,
  production,
  samlPath,
  start,
} from './harness'

const mapper = base64('{ identity: { traits: {} } }')
const addTo = (path: string, value: JsonObject) => [{ op: 'add', path: `${path}/-`, value }]

/** Every field of an OIDC connection but those that need a kind of their own, with a value it can have. */
const oidcFields: JsonObject = {
  label: 'All of it',
  client_secret: 'a-secret',
  issuer_url: 'https://issuer.example',
  auth_url: 'https://issuer.example/auth',
  token_url: 'https://issuer.example/token',
  scope: ['openid', 'groups'],
  subject_source: 'userinfo',
  requested_claims: {
    userinfo: { email: null },
    id_token: { groups: { essential: true, value: 'a', values: ['a', 'b'] } },
  },
  organization_id: '00000000-0000-4000-8000-000000000000',
  additional_id_token_audiences: ['one'],
  claims_source: 'userinfo',
  pkce: 'force',
  fedcm_config_url: 'https://issuer.example/fedcm.json',
  net_id_token_origin_header: 'https://origin.example',
  account_linking_mode: 'automatic',
  update_identity_on_login: 'automatic',
  aal2_acr_values: ['high'],
  aal2_amr_values: ['mfa'],
  auto_link: true,
  front_channel_logout: true,
}

const samlFields: JsonObject = {
  label: 'All of it',
  organization_id: '00000000-0000-4000-8000-000000000000',
  audience_override_base_url: 'https://audience.example',
  proxy_saml_audience_override: 'urn:audience',
  proxy_acs_url: 'https://acs.example',
  state: 'enabled',
  update_identity_on_login: 'automatic',
  idp_initiated_login_enabled: true,
  engine: 'polis',
  idp_metadata_url: 'https://idp.example/metadata',
  binding: 'post',
  sp_entity_id_override: 'urn:sp',
  sign_authn_requests: true,
  force_authn: false,
  require_encrypted_assertion: true,
  clock_skew_seconds: 30,
  allowed_digest_algorithms: ['sha256'],
  allowed_signature_algorithms: ['rsa-sha256'],
  allowed_name_id_formats: ['urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
}

const samlEntry = (more: JsonObject = {}): JsonObject => ({
  id: 'new-saml',
  mapper_url: mapper,
  raw_idp_metadata_xml: 'https://idp.example/metadata.xml',
  ...more,
})

const apple = {
  id: 'new-apple',
  provider: 'apple',
  client_id: 'client',
  mapper_url: mapper,
  apple_team_id: 'TEAM',
  apple_private_key_id: 'KEY',
  apple_private_key: 'PEM',
}

describe('fields', () => {
  it('of OIDC are all here that the stand-in knows', () => {
    const kinds = { ...apple, microsoft_tenant: 'common' }
    // What only stored data has, and the state, which has its own operation.
    const others = ['state', 'x_future_flag', 'x_rollout']
    const here = [...Object.keys({ ...genericEntry(), ...oidcFields, ...kinds }), ...others]
    expect(here.toSorted()).toEqual([...oidcEntryKeys].toSorted())
  })

  it.each(Object.entries(oidcFields))('OIDC %s is stored as it came', async (name, value) => {
    const { patch, emulator } = await start()
    expect((await patch(addTo(oidcPath, genericEntry({ [name]: value })))).status).toBe(200)
    expect(entriesOf(emulator.project(production), 'oidc').at(-1)?.[name]).toEqual(value)
  })

  it.each([
    ['microsoft', genericEntry({ provider: 'microsoft', microsoft_tenant: 'common' })],
    ['apple', apple],
  ])('those of %s too', async (_kind, entry) => {
    const { patch, emulator } = await start()
    expect((await patch(addTo(oidcPath, entry))).status).toBe(200)
    const { mapper_url: _mapper, ...rest } = entry as JsonObject
    expect(entriesOf(emulator.project(production), 'oidc').at(-1)).toMatchObject(rest)
  })

  it.each(Object.entries(samlFields))('SAML %s is stored as it came', async (name, value) => {
    const { patch, emulator } = await start()
    expect((await patch(addTo(samlPath, samlEntry({ [name]: value })))).status).toBe(200)
    expect(entriesOf(emulator.project(production), 'saml').at(-1)?.[name]).toEqual(value)
  })

  it('all at once read back, but for what is never read', async () => {
    const { patch } = await start()
    const { body } = await patch([
      ...addTo(oidcPath, genericEntry(oidcFields)),
      ...addTo(samlPath, samlEntry(samlFields)),
    ])
    const { client_secret: _secret, auto_link: _link, ...readable } = oidcFields
    expect(entriesOf(at(body, 'project'), 'oidc').at(-1)).toMatchObject(readable)
    const { state: _state, ...shown } = samlFields
    expect(entriesOf(at(body, 'project'), 'saml').at(-1)).toMatchObject(shown)
  })

  it.each([oidcPath, samlPath])('that no server knows vanish with 200: %s', async (path) => {
    const { patch, emulator } = await start()
    const more = { invented: true, proxy_oidc_redirect_url: 'https://x.example', valid_to: ['x'] }
    const entry = path === oidcPath ? genericEntry(more) : samlEntry(more)
    const { status, body } = await patch(addTo(path, entry))
    expect([status, at(body, 'warnings')]).toEqual([200, []])
    const text = JSON.stringify(emulator.project(production))
    for (const name of ['invented', 'proxy_oidc_redirect_url', '"valid_to":["x"]']) {
      expect(text).not.toContain(name)
    }
  })
})

describe('refused entries', () => {
  it.each<[string, JsonObject]>([
    ['apple with client_secret', { ...apple, client_secret: 'x' }],
    ['apple without key', { ...apple, apple_private_key: '' }],
    ['another kind with an Apple key', genericEntry({ apple_private_key: 'PEM' })],
    ['another kind with a tenant', genericEntry({ microsoft_tenant: 'common' })],
    ['an empty organization', genericEntry({ organization_id: '' })],
    ['claims of a part that is none', genericEntry({ requested_claims: { token: {} } })],
    ['claims that are a list', genericEntry({ requested_claims: [] })],
    [
      'a claim with an unknown member',
      genericEntry({ requested_claims: { id_token: { a: { must: true } } } }),
    ],
    [
      'a claim that is essential in a wrong type',
      genericEntry({ requested_claims: { id_token: { a: { essential: 'yes' } } } }),
    ],
    [
      'a claim with values that are no list',
      genericEntry({ requested_claims: { id_token: { a: { values: 'a' } } } }),
    ],
    ...[
      'provider',
      'subject_source',
      'claims_source',
      'pkce',
      'account_linking_mode',
      'update_identity_on_login',
      'state',
    ].map((name): [string, JsonObject] => [
      `an unknown ${name}`,
      genericEntry({ [name]: 'unheard-of' }),
    ]),
    ...Object.keys(oidcFields).map((name): [string, JsonObject] => [
      `a number for ${name}`,
      genericEntry({ [name]: 5 }),
    ]),
  ])('OIDC: %s', async (_name, entry) => {
    const { patch, emulator } = await start()
    const before = emulator.state()
    expect((await patch(addTo(oidcPath, entry))).status).toBe(400)
    expect(emulator.state()).toEqual(before)
  })

  it.each<[string, JsonObject]>([
    ['an empty organization', samlEntry({ organization_id: '' })],
    ['an unknown state', samlEntry({ state: 'paused' })],
    ['metadata without prefix', samlEntry({ raw_idp_metadata_xml: '<EntityDescriptor/>' })],
    ['metadata from a file', samlEntry({ raw_idp_metadata_xml: 'file:///etc/metadata.xml' })],
    ...Object.keys(samlFields).map((name): [string, JsonObject] => [
      `a number below 0 for ${name}`,
      samlEntry({ [name]: -5 }),
    ]),
  ])('SAML: %s', async (_name, entry) => {
    const { patch } = await start()
    expect((await patch(addTo(samlPath, entry))).status).toBe(400)
  })
})

describe('SAML metadata', () => {
  it('given as an https address is accepted and stays, also through other writes', async () => {
    const { patch, read } = await start()
    await patch(addTo(samlPath, samlEntry()))
    await patch([{ op: 'replace', path: `${samlPath}/3/label`, value: 'Later' }])
    expect(entriesOf(await read(), 'saml').at(-1)).toMatchObject({
      raw_idp_metadata_xml: 'https://idp.example/metadata.xml',
      label: 'Later',
    })
  })

  it('given as text is stored, with the ends of its certificates', async () => {
    const { patch, emulator } = await start()
    const { projects, content } = demoState()
    const stored = String(
      samlProviders(projects[0] ?? { services: {} })[0]?.['raw_idp_metadata_xml'],
    )
    const xml = content[/[0-9a-f]{128}/.exec(stored)?.[0] ?? ''] ?? ''
    const { body } = await patch(
      addTo(samlPath, samlEntry({ raw_idp_metadata_xml: base64(`${xml}\n`) })),
    )
    const entry = entriesOf(at(body, 'project'), 'saml').at(-1)
    expect(String(entry?.['raw_idp_metadata_xml'])).toContain(emulator.storageAddress)
    expect(entry?.['valid_to']).toEqual([expect.stringMatching(/GMT$/)])
  })
})

describe('auto link without the plan', () => {
  const policy = oidcPath.replace('/config/providers', '/enable_auto_link_policy')

  it('is refused where it is turned on, and left alone where it was on', async () => {
    const { patch, emulator } = await start({ refuseAutoLink: true })
    // The demo's policy is on, and so is the auto link of one connection.
    expect((await patch([{ op: 'replace', path: '/name', value: 'Renamed' }])).status).toBe(200)
    const refused = await patch(addTo(oidcPath, genericEntry({ auto_link: true })))
    expect([refused.status, at(refused.body, 'error', 'id')]).toEqual([
      403,
      'feature_not_available',
    ])
    expect((await patch([{ op: 'replace', path: policy, value: false }])).status).toBe(200)
    const before = emulator.state()
    const again = await patch([{ op: 'replace', path: policy, value: true }])
    expect([again.status, at(again.body, 'error', 'details')]).toEqual([
      403,
      { feature: 'auto_link_policy' },
    ])
    expect(emulator.state()).toEqual(before)
    expect((await patch(addTo(oidcPath, genericEntry({ auto_link: false })))).status).toBe(200)
  })
})
