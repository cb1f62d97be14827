import { expect, test } from 'vitest'
import { emptyDraft } from '../../../../src/core/draft/draft'
import { noIntents, type EntityIntent, type Intents } from '../../../../src/core/intents/intents'
import { rebase } from '../../../../src/core/draft/rebase'
import type { JsonValue } from '../../../../src/core/model/json'
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
