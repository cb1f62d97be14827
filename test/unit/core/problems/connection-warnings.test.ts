import { describe, expect, test } from 'vitest'
import { draftChanges } from '../../../../src/core/publish/changes'
import { noIntents, type EntityIntent, type Intents } from '../../../../src/core/intents/intents'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import type { JsonValue } from '../../../../src/core/model/json'
import { requestedClaimsMessage } from '../../../../src/core/problems/connection-rules'
import { problemsOf } from '../../../../src/core/problems/written'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const snapshot = snapshotOf({ oidc: [connection('old', { issuer_url: 'https://idp.example/' })] })
const edit = (fields: Record<string, JsonValue>): EntityIntent => ({
  kind: 'edit',
  fields: Object.fromEntries(Object.entries(fields).map(([name, to]) => [name, { to }])),
})
const problems = (intents: Partial<Intents>) =>
  problemsOf(workingCopy(snapshot, { ...noIntents, ...intents }))

test('another id warns that members sign in under the old one, and can be published', () => {
  const renamed: EntityIntent = { kind: 'edit', fields: { id: { from: 'old', to: 'fresh' } } }
  const intents = { ...noIntents, connection: { 'oidc:old': renamed } }
  expect(problems(intents)).toMatchObject([{ field: 'id', severity: 'warning' }])
  expect(problems(intents)[0]?.message).toContain('“old”')
  expect(draftChanges(snapshot, intents)[0]?.heldBack).toBeUndefined()
})

test('one that goes and another that comes for the same identity provider is warned of', () => {
  const { id: _id, ...fields } = connection('fresh', { issuer_url: 'https://idp.example' })
  const created: EntityIntent = {
    ...edit({ ...fields, id: 'fresh', client_secret: { $secret: 'r' } }),
    kind: 'create',
    protocol: 'oidc',
  }
  const gone: EntityIntent = { kind: 'delete', fields: {} }
  const both = problems({ connection: { 'oidc:old': gone, 'new:c': created } })
  expect(both).toMatchObject([{ target: { key: 'new:c' }, field: 'id', severity: 'warning' }])
  expect(problems({ connection: { 'new:c': created } })).toEqual([])
})

test.each([
  ['https://login.example', true],
  ['https://login.example:8443', true],
  ['https://login.example/', false],
  ['https://login.example/path', false],
  ['http://login.example', false],
])('base redirect URL %s: %s', (base, fine) => {
  const found = problems({ method: { oidc: edit({ base_redirect_uri: base }) } })
  expect(found.length === 0).toBe(fine)
})

test('a field that a kind of provider does not take is an error, an unknown value a warning', () => {
  const found = problems({
    connection: { 'oidc:old': edit({ microsoft_tenant: 't', pkce: 'later', claims_source: '' }) },
  })
  expect(found.map(({ field, severity }) => `${field} ${severity}`)).toEqual([
    'microsoft_tenant error',
    'pkce warning',
  ])
})

describe('requested claims', () => {
  test.each<[JsonValue, boolean]>([
    [{}, true],
    [{ id_token: { email: null } }, true],
    [{ userinfo: { acr: { essential: true, values: ['a'] } } }, true],
    [{ userinfo: { acr: { value: 'a' } } }, true],
    [{ id_token: { email: null, groups: true } }, false],
    ['text', false],
    [{ access_token: {} }, false],
    [{ id_token: [] }, false],
    [{ id_token: { email: true } }, false],
    [{ id_token: { email: { essential: 'yes' } } }, false],
    [{ id_token: { email: { values: 'a' } } }, false],
    [{ id_token: { email: { wanted: true } } }, false],
  ])('%j: %s', (value, fine) => {
    expect(requestedClaimsMessage(value) === undefined).toBe(fine)
    expect(requestedClaimsMessage(undefined)).toBeUndefined()
  })
})
