import { describe, expect, it } from 'vitest'
import { noIntents, type Intents } from '../../../../src/core/intents/intents'
import type { JsonObject } from '../../../../src/core/model/json'
import {
  compileNormalizedPatch,
  provesNormalizedPatch,
} from '../../../../src/core/patch/compile-normalized'
import type { PatchOperation } from '../../../../src/core/patch/patch'
import { scimEntry } from '../../../support/states/radar'
import { snapshotOf } from '../../../support/states/snapshots'

const rows = ['a', 'b', 'c'].map((id) => ({ ...scimEntry(id, 'o'), x_future: { of: id } }))
const snapshot = snapshotOf({ scimClients: rows })
/** The form as the server answers it: each client with its row, and much beside them. */
const revision: JsonObject = {
  id: 'r',
  name: 'Project',
  kratos_cookies_domain: 'x.example',
  scim_clients: rows.map((row, at) => ({ id: `row-${at}`, ...row, created_at: 'then' })),
}
const intents = (own: Intents['scim-client']): Intents => ({ ...noIntents, 'scim-client': own })
const secret = { $secret: '00000000-0000-4000-8000-000000000001' }
const created = {
  kind: 'create' as const,
  made: 1,
  fields: {
    state: { to: 'enabled' },
    client_id: { to: 'new' },
    label: { to: 'New' },
    organization_id: { to: 'new:o' },
    authorization_header_secret: { to: secret },
  },
}

describe('the patch of SCIM clients', () => {
  it('changes single members, adds at the end, and removes from the highest position down', () => {
    const wanted = intents({
      a: { kind: 'edit', fields: { label: { from: 'Label of a', to: 'A' } } },
      b: { kind: 'delete', seen: rows[1]!, fields: {} },
      c: { kind: 'edit', fields: { proxy_scim_server_url: { to: 'https://p.example' } } },
      'new:1': created,
    })
    const operations = compileNormalizedPatch(snapshot, wanted, { 'new:o': 'o2' })
    expect(operations).toEqual([
      { op: 'replace', path: '/scim_clients/0/label', value: 'A' },
      { op: 'add', path: '/scim_clients/2/proxy_scim_server_url', value: 'https://p.example' },
      {
        op: 'add',
        path: '/scim_clients/-',
        value: {
          label: 'New',
          client_id: 'new',
          organization_id: 'o2',
          state: 'enabled',
          authorization_header_secret: secret,
        },
      },
      { op: 'remove', path: '/scim_clients/1' },
    ])
    expect(provesNormalizedPatch(revision, snapshot, wanted, operations, { 'new:o': 'o2' })).toBe(
      true,
    )
  })

  it('takes a member away, and leaves what the app does not know where it is', () => {
    const fields = { label: { from: 'Label of a' } }
    const wanted = intents({ a: { kind: 'edit', fields } })
    const operations = compileNormalizedPatch(snapshot, wanted)
    expect(operations).toEqual([{ op: 'remove', path: '/scim_clients/0/label' }])
    expect(provesNormalizedPatch(revision, snapshot, wanted, operations)).toBe(true)
    const more: PatchOperation[] = [
      ...operations,
      { op: 'remove', path: '/scim_clients/0/x_future' },
    ]
    expect(provesNormalizedPatch(revision, snapshot, wanted, more)).toBe(false)
  })

  it('takes one operation to remove one of many', () => {
    const many = Array.from({ length: 5_000 }, (_item, at) => scimEntry(`c${at}`, 'o'))
    const wanted = intents({ c17: { kind: 'delete', seen: many[17]!, fields: {} } })
    const operations = compileNormalizedPatch(snapshotOf({ scimClients: many }), wanted)
    expect(operations).toEqual([{ op: 'remove', path: '/scim_clients/17' }])
  })

  it('makes the list where it may be null or missing', () => {
    const empty = snapshotOf({ scimClients: [] })
    const wanted = intents({ 'new:1': created })
    expect(compileNormalizedPatch(empty, intents({}))).toEqual([])
    const operations = compileNormalizedPatch(empty, wanted, { 'new:o': 'o' })
    expect(operations).toMatchObject([{ op: 'add', path: '/scim_clients' }])
    const forms: JsonObject[] = [{}, { scim_clients: null }, { scim_clients: [] }]
    for (const list of forms) {
      const form: JsonObject = { id: 'r', ...list }
      expect(provesNormalizedPatch(form, empty, wanted, operations, { 'new:o': 'o' })).toBe(true)
    }
  })

  it('leaves alone what it cannot tell from another', () => {
    const twice = snapshotOf({ scimClients: [rows[0]!, rows[0]!] })
    const edit = { kind: 'edit' as const, fields: { label: { to: 'A' } } }
    expect(compileNormalizedPatch(twice, intents({ 'a#0': edit, a: edit }))).toEqual([])
  })

  it.each([
    ['an operation on a neighbour', [{ op: 'replace', path: '/scim_clients/1/label', value: 'A' }]],
    ['one beside the clients', [{ op: 'replace', path: '/name', value: 'Other' }]],
    ['one at no place', [{ op: 'remove', path: '/scim_clients/9' }]],
    ['nothing', []],
  ] as const)('is not sent with %s', (_name, operations) => {
    const wanted = intents({
      a: { kind: 'edit', fields: { label: { from: 'Label of a', to: 'A' } } },
    })
    expect(provesNormalizedPatch(revision, snapshot, wanted, operations)).toBe(false)
    expect(
      provesNormalizedPatch(revision, snapshot, wanted, compileNormalizedPatch(snapshot, wanted)),
    ).toBe(true)
    // The form has another client by now, or one less.
    const listed = revision['scim_clients'] as JsonObject[]
    for (const list of [[...listed, {}], listed.slice(0, -1), listed.slice(1)]) {
      const moved = { ...revision, scim_clients: list }
      const patch = compileNormalizedPatch(snapshot, wanted)
      expect(provesNormalizedPatch(moved, snapshot, wanted, patch)).toBe(false)
    }
  })
})

describe('5,000 SCIM clients', () => {
  const many = Array.from({ length: 5_000 }, (_, at) => scimEntry(`client-${at}`, 'o'))
  const state = snapshotOf({ scimClients: many })
  const form: JsonObject = { id: 'r', scim_clients: many }
  const gone = (at: number) => ({ kind: 'delete' as const, seen: many[at]!, fields: {} })

  it('of which one goes take one operation, and so does an edit of one', () => {
    const one = intents({ 'client-2500': gone(2500) })
    const removal = compileNormalizedPatch(state, one)
    expect(removal).toEqual([{ op: 'remove', path: '/scim_clients/2500' }])
    expect(provesNormalizedPatch(form, state, one, removal)).toBe(true)
    const label = { from: 'Label of client-7', to: 'Renamed' }
    const edit = intents({ 'client-7': { kind: 'edit', fields: { label } } })
    expect(compileNormalizedPatch(state, edit)).toEqual([
      { op: 'replace', path: '/scim_clients/7/label', value: 'Renamed' },
    ])
  })

  it('that all go are removed from the highest position down, and that is proved', () => {
    const all = intents(Object.fromEntries(many.map((_, at) => [`client-${at}`, gone(at)])))
    const operations = compileNormalizedPatch(state, all)
    expect(operations).toHaveLength(5_000)
    expect([operations[0], operations.at(-1)]).toEqual([
      { op: 'remove', path: '/scim_clients/4999' },
      { op: 'remove', path: '/scim_clients/0' },
    ])
    expect(provesNormalizedPatch(form, state, all, operations)).toBe(true)
  })
})
