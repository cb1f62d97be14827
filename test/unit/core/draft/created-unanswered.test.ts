import { describe, expect, test } from 'vitest'
import {
  changesForCreated,
  findCreatedOrganization,
} from '../../../../src/core/draft/created-unanswered'
import { emptyDraft } from '../../../../src/core/draft/draft'
import { noIntents, type EntityIntent, type Intents } from '../../../../src/core/intents/intents'
import { rebase } from '../../../../src/core/draft/rebase'
import type { JsonObject, JsonValue } from '../../../../src/core/model/json'
import { scimEntry } from '../../../support/states/radar'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const at = '2026-11-25T12:00:00Z'

function creation(fields: Record<string, JsonValue>, attemptedAt?: string): EntityIntent {
  const intents = Object.fromEntries(Object.entries(fields).map(([name, to]) => [name, { to }]))
  return { kind: 'create', fields: intents, ...(attemptedAt ? { attemptedAt } : {}) }
}

function settled(intents: Partial<Intents>, now: Parameters<typeof snapshotOf>[0]) {
  const before = snapshotOf({})
  const draft = { ...emptyDraft('p' as never, 'r'), intents: { ...noIntents, ...intents } }
  return rebase(draft, before, snapshotOf(now), at).intents
}

const wanted = { label: 'Made', domains: ['made.example'] }
const made = { id: 'server-id', ...wanted, created_at: '2026-11-25T12:00:01Z' }

test('an organization whose request got lost is not made again when it is there', () => {
  const member = { ...creation({ id: 'c', organization_id: 'new:o' }), protocol: 'oidc' as const }
  const intents = {
    organization: { 'new:o': creation(wanted, at) },
    connection: { 'new:c': member },
  }
  const left = settled(intents, { organizations: [made] })
  expect(left.organization).toEqual({})
  expect(left.connection['new:c']?.fields['organization_id']?.to).toBe('server-id')
})

test.each([
  ['in another order', { domains: ['also.example', 'made.example'] }],
  ['in lower case, each once', { domains: ['made.example', 'also.example', 'made.example'] }],
  ['without spaces around its label', { label: 'Made' }],
])('what the server wrote down %s is not made again', (_how, kept) => {
  const rough = { label: ' Made', domains: ['Made.example', 'also.example'] }
  const there = { ...made, domains: ['made.example', 'also.example'], ...kept }
  const intents = { organization: { 'new:o': creation(rough, at) } }
  expect(settled(intents, { organizations: [there] }).organization).toEqual({})
})

test.each([
  ['it was never sent', creation(wanted), made],
  ['it is not like it', creation(wanted, at), { ...made, domains: ['other.example'] }],
  [
    'it was there long before',
    creation(wanted, at),
    { ...made, created_at: '2026-11-24T12:00:00Z' },
  ],
])('it stays to be made where %s', (_why, intent, organization) => {
  const left = settled({ organization: { 'new:o': intent } }, { organizations: [organization] })
  expect(left.organization).toEqual({ 'new:o': intent })
})

test('two attempts do not settle on one organization', () => {
  const intents = { organization: { 'new:a': creation(wanted, at), 'new:b': creation(wanted, at) } }
  const left = settled(intents, { organizations: [made] })
  expect(Object.keys(left.organization)).toEqual(['new:b'])
})

test('a connection that got there leaves what the server dropped as an edit', () => {
  const fields = { ...connection('c', { pkce: 'never' }), client_secret: { $secret: 'ref' } }
  const intent = { ...creation(fields, at), protocol: 'oidc' as const }
  const { pkce: _dropped, ...kept } = connection('c', { pkce: 'never' })
  const left = settled({ connection: { 'new:c': intent } }, { oidc: [kept] })
  expect(left.connection).toEqual({
    'oidc:c': { kind: 'edit', fields: { pkce: { to: 'never' } } },
  })
})

test('a SCIM client whose request got lost is not made again when it is there', () => {
  const fields = { ...scimEntry('s', 'o'), authorization_header_secret: { $secret: 'ref' } }
  const intents = { 'scim-client': { 'new:s': creation(fields, at) } }
  expect(settled(intents, { scimClients: [scimEntry('s', 'o')] })['scim-client']).toEqual({})
  expect(settled(intents, { scimClients: [scimEntry('t', 'o')] })).toMatchObject(intents)
})

describe('the organization that a request made', () => {
  const uuid = '2f6b1f8c-5a4c-4e52-9f0e-9d3b0a2f6b1f'
  interface Search {
    readonly key?: string
    readonly taken?: readonly string[]
    readonly earlier?: readonly string[]
  }
  const found = (organizations: readonly JsonObject[], search: Search = {}) => {
    const { key = 'new:o', taken = [], earlier = taken } = search
    const sets = [new Set(taken), new Set(earlier)] as const
    return findCreatedOrganization(key, creation(wanted, at), organizations, ...sets)?.['id']
  }

  test('is the one with the id that was asked for, whatever else it has', () => {
    const own = { id: uuid, label: 'Renamed since', created_at: '2020-01-01T00:00:00Z' }
    expect(found([made, own], { key: `new:${uuid}` })).toBe(uuid)
    expect(found([made, own])).toBe('server-id')
    expect(found([made, own], { key: `new:${uuid}`, taken: [uuid] })).toBe('server-id')
    expect(found([own])).toBeUndefined()
  })

  test('is none that another one is, nor one that was there long before', () => {
    expect(found([made], { taken: ['server-id'] })).toBeUndefined()
    const minutes = (count: number) =>
      found([{ ...made, created_at: new Date(Date.parse(at) - count * 60_000).toISOString() }])
    expect(minutes(10)).toBe('server-id')
    expect(minutes(11)).toBeUndefined()
    // Where nobody says when it was made, its values tell.
    expect(found([{ id: 'old', ...wanted }])).toBe('old')
  })

  test('may still lack its domains, if it was not there before', () => {
    const bare = { ...made, domains: [] }
    expect(found([bare])).toBe('server-id')
    expect(found([bare], { earlier: ['server-id'], taken: [] })).toBeUndefined()
    expect(found([{ ...made, domains: ['other.example'] }])).toBeUndefined()
    expect(found([{ ...made, label: '' }])).toBeUndefined()
  })
})

test('what a server shows otherwise of a connection than of an organization is an edit', () => {
  const named = { ...creation({ id: 'c', label: ' Made ' }, at), protocol: 'oidc' as const }
  const left = settled({ connection: { 'new:c': named } }, { oidc: [{ id: 'c', label: 'Made' }] })
  expect(left.connection).toEqual({
    'oidc:c': { kind: 'edit', fields: { label: { from: 'Made', to: ' Made ' } } },
  })
})

test('a connection is looked for in its own method, and not where the draft edits it already', () => {
  const saml = { ...creation({ id: 'c' }, at), protocol: 'saml' as const }
  const both = { oidc: [{ id: 'c' }], saml: [{ id: 'c' }] }
  expect(settled({ connection: { 'new:c': saml } }, both).connection).toEqual({})
  expect(settled({ connection: { 'new:c': saml } }, { oidc: [{ id: 'c' }] }).connection).toEqual({
    'new:c': saml,
  })
  // Older drafts have OIDC connections alone.
  const older = creation({ id: 'c' }, at)
  expect(settled({ connection: { 'new:c': older } }, both).connection).toEqual({})
  const edit: EntityIntent = { kind: 'edit', fields: { label: { to: 'Mine' } } }
  const edited = { 'new:c': older, 'oidc:c': edit }
  expect(settled({ connection: edited }, both).connection).toEqual(edited)
  const unsent = creation({ id: 'c' })
  expect(settled({ connection: { 'new:c': unsent } }, both).connection).toEqual({ 'new:c': unsent })
  const nameless = creation({ label: 'Made' }, at)
  expect(settled({ connection: { 'new:c': nameless } }, both).connection).toEqual({
    'new:c': nameless,
  })
})

test('an organization that got there leaves what the server dropped as an edit of it', () => {
  const lasting = creation({ ...wanted, session_lifespan: '8h' }, at)
  const member: EntityIntent = {
    kind: 'edit',
    fields: { organization_id: { from: 'elsewhere', to: 'new:o' } },
  }
  const other: EntityIntent = { kind: 'edit', fields: { organization_id: { to: 'stays' } } }
  const left = settled(
    {
      organization: { 'new:o': lasting },
      connection: { 'oidc:a': member, 'oidc:b': other },
    },
    {
      organizations: [{ ...made, domains: [] }],
      oidc: [connection('a', { organization_id: 'elsewhere' }), connection('b')],
    },
  )
  expect(left.organization).toEqual({ 'new:o': lasting })
  expect(left.connection).toEqual({ 'oidc:a': member, 'oidc:b': other })
  const there = settled(
    {
      organization: { 'new:o': creation(wanted, at) },
      connection: { 'oidc:a': member, 'oidc:b': other },
    },
    {
      organizations: [{ ...made, domains: [] }],
      oidc: [connection('a', { organization_id: 'elsewhere' }), connection('b')],
    },
  )
  expect(there.organization).toEqual({
    'server-id': { kind: 'edit', fields: { domains: { from: [], to: ['made.example'] } } },
  })
  expect(there.connection).toEqual({
    'oidc:a': { kind: 'edit', fields: { organization_id: { from: 'elsewhere', to: 'server-id' } } },
    'oidc:b': other,
  })
})

test('an organization that was there before, without domains, is not the one that gets them', () => {
  const intents = { ...noIntents, organization: { 'new:o': creation(wanted, at) } }
  const { domains: _none, ...bare } = made
  const there = snapshotOf({ organizations: [{ ...bare, domains: [] }] })
  expect(changesForCreated(intents, there, there)).toEqual([])
  expect(changesForCreated(intents, snapshotOf({}), there)).toHaveLength(2)
})

test('a connection of an organization that is not new is left alone', () => {
  const linked: EntityIntent = { kind: 'edit', fields: { organization_id: { to: 'o1' } } }
  const renamed: EntityIntent = { kind: 'edit', fields: { label: { to: 'New' } } }
  const intents = {
    organization: { 'new:o': creation(wanted, at) },
    connection: { 'oidc:a': linked, 'oidc:b': renamed },
    method: {},
    'scim-client': {},
  }
  const now = snapshotOf({ organizations: [made] })
  expect(changesForCreated(intents, snapshotOf({}), now)).toStrictEqual([
    { target: { kind: 'organization', key: 'new:o' }, before: intents.organization['new:o'] },
  ])
})
