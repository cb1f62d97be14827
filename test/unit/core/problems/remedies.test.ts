import { expect, it } from 'vitest'
import { intentChangesOf } from '../../../../src/core/draft/edits'
import { emptyDraft, record } from '../../../../src/core/draft/draft'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { noIntents } from '../../../../src/core/intents/intents'
import type { JsonValue } from '../../../../src/core/model/json'
import { betterDomain } from '../../../../src/core/problems/organization-rules'
import { problemsOf } from '../../../../src/core/problems/written'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const snapshot = snapshotOf({ oidc: [connection('a')] })
const target = { kind: 'connection', key: 'oidc:a' } as const
const at = '2026-11-27T12:00:00.000Z'

/** What is offered at a field once it has a value. */
function offered(field: string, value: JsonValue) {
  const edit = { kind: 'set-field', target, field, value } as const
  const changes = intentChangesOf(snapshot, noIntents, edit)
  const draft = record(emptyDraft(snapshot.summary.id, snapshot.revisionId), {
    label: field,
    at,
    changes,
  })
  return problemsOf(workingCopy(snapshot, draft.intents)).flatMap((problem) => problem.edit ?? [])
}

it.each([
  ['issuer_url', 'login.customer.example', 'https://login.customer.example'],
  ['issuer_url', 'http://login.customer.example/path', 'https://login.customer.example/path'],
  ['id', 'Größe & Söhne', 'Gro-e-Sohne'],
])('offers for %s “%s” what was meant', (field, typed, better) => {
  expect(offered(field, typed)).toEqual([
    {
      label: `Write it as ${better}`,
      edits: [{ kind: 'set-field', target, field, value: better }],
    },
  ])
})

it('offers to keep the ID under which people sign in', () => {
  expect(offered('id', 'another')).toEqual([
    { label: 'Keep “a”', edits: [{ kind: 'set-field', target, field: 'id', value: 'a' }] },
  ])
})

it('offers nothing where it is not known what was meant', () => {
  expect(offered('issuer_url', 'somewhere')).toEqual([])
  expect(offered('issuer_url', 'https://login.customer.example')).toEqual([])
})

it.each([
  ['https://Customer.example/login', 'customer.example'],
  ['anna@customer.example', 'customer.example'],
  ['@customer.example', 'customer.example'],
  ['bücher.example.', 'xn--bcher-kva.example'],
  ['customer.example', undefined],
  ['nothing', undefined],
])('knows which domain “%s” means', (typed, domain) => {
  expect(betterDomain(typed)).toBe(domain)
})
