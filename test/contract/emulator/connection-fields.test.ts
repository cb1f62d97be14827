import { describe, expect, it } from 'vitest'
import { demoState } from '../../emulator'
import type { JsonObject } from '../../../src/emulator/state/json'
import type { Field } from '../../../src/core/fields/field'
import { samlFields as samlTable } from '../../../src/core/fields/saml-fields'
import { documentFields } from '../fields/coverage'
import { oidcEntryKeys } from '../../../src/emulator/state/oidc-entry'
import { samlEntryKeys } from '../../../src/emulator/state/saml-entry'
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

/** Fields of a table but those that an entry needs, or that belong to one kind, with a value they can have. */
const othersOf = (fields: readonly Field[], needed: JsonObject): JsonObject =>
  // The stand-in's JSON is ours without `readonly`.
  Object.fromEntries(
    fields.filter(({ name }) => !(name in needed)).map(({ name, example }) => [name, example]),
  ) as JsonObject
const kinds = { ...apple, microsoft_tenant: 'common' }
const needed = { id: '', provider: '', client_id: '', mapper_url: '' }
const oidcFields = othersOf(documentFields('oidc'), { ...needed, ...kinds })
// `valid_to` is the server's to say, and the state has an operation of its own.
const samlFields: JsonObject = {
  ...othersOf(samlTable, { ...samlEntry(), valid_to: [] }),
  state: 'enabled',
}

describe('fields', () => {
  it('of OIDC are all here that the stand-in knows', () => {
    // What only stored data has, and the state, which has its own operation.
    const others = ['state', 'x_future_flag', 'x_rollout']
    const here = [...Object.keys({ ...needed, ...oidcFields, ...kinds }), ...others]
    expect(here.toSorted()).toEqual([...oidcEntryKeys].toSorted())
  })

  it('of SAML too', () => {
    const here = [...Object.keys({ ...samlEntry(), ...samlFields }), 'x_future_flag', 'x_rollout']
    expect(here.toSorted()).toEqual([...samlEntryKeys].toSorted())
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
})

describe('refused entries', () => {
  it.each<[string, JsonObject]>([
    ['apple with client_secret', { ...apple, client_secret: 'x' }],
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

describe('ACS URLs of SAML connections', () => {
  const own = 'https://northwind.projects.oryapis.com/saml/api/oauth/saml/new-saml'
  const url = 'https://id.northwind.example/acs'

  /** The stand-in with one new connection, as the last in its list. */
  async function withNew(more: JsonObject, assigns = true) {
    const state = demoState()
    const project = state.projects.find(({ id }) => id === production)!
    Object.assign(project, { slug: 'northwind', assigns_acs_urls: assigns })
    const client = await start({ state })
    const added = await client.patch(addTo(samlPath, samlEntry(more)))
    const last = async () => entriesOf(await client.read(), 'saml').at(-1)
    const place = `${samlPath}/${entriesOf(await client.read(), 'saml').length - 1}`
    return { ...client, added, last, place }
  }

  it('are assigned to new connections of Ory Polis where the project is set so', async () => {
    const { last, read } = await withNew({})
    expect(await last()).toMatchObject({ acs_url: own })
    expect(at(await read(), 'organizations', 0)).toMatchObject({
      saml_per_provider_acs_url_enabled: true,
    })
    const native = await withNew({ engine: 'native' })
    expect(await native.last()).not.toHaveProperty('acs_url')
    const shared = await withNew({}, false)
    expect(await shared.last()).not.toHaveProperty('acs_url')
    expect(at(await shared.read(), 'organizations', 0)).not.toHaveProperty(
      'saml_per_provider_acs_url_enabled',
    )
  })

  it('keep the additional ones for null, and lose them for an empty list or a removal', async () => {
    const { patch, last, place } = await withNew({ additional_acs_urls: [url] })
    const list = `${place}/additional_acs_urls`
    await patch([{ op: 'replace', path: list, value: null }])
    expect(await last()).toMatchObject({ additional_acs_urls: [url] })
    await patch([{ op: 'replace', path: list, value: [] }])
    expect(await last()).not.toHaveProperty('additional_acs_urls')
    await patch([{ op: 'add', path: list, value: [url] }])
    await patch([{ op: 'replace', path: place, value: samlEntry() }])
    expect(await last()).toMatchObject({ additional_acs_urls: [url] })
    await patch([{ op: 'remove', path: list }])
    expect(await last()).not.toHaveProperty('additional_acs_urls')
  })

  it('go with the engine that they belong to', async () => {
    const { patch, last, place } = await withNew({ additional_acs_urls: [url] })
    await patch([{ op: 'add', path: `${place}/engine`, value: 'native' }])
    expect(await last()).not.toHaveProperty('additional_acs_urls')
    expect(await last()).not.toHaveProperty('acs_url')
  })

  it.each<[string, JsonObject]>([
    ['additional_acs_urls', { additional_acs_urls: Array.from({ length: 11 }, () => url) }],
    ['clock_skew_seconds', { clock_skew_seconds: 301 }],
    ['engine', { engine: 'other' }],
    ['binding', { binding: 'other' }],
  ])('are refused with what the document forbids: %s', async (name, more) => {
    const { added } = await withNew(more)
    expect(added.status).toBe(400)
    expect(added.text).toContain(name)
  })

  it('may be null with the other members that the document has so', async () => {
    const nothing = { acs_url: null, engine: null, binding: null, sp_entity_id: null }
    expect((await withNew(nothing, false)).added.status).toBe(200)
  })
})
