import { describe, expect, test } from 'vitest'
import type { Draft } from '../../../../src/core/draft/draft'
import type { Edit } from '../../../../src/core/draft/edits'
import {
  editedNames,
  entitiesOf,
  entityLabel,
  workingCopy,
} from '../../../../src/core/draft/working-copy'
import { noIntents } from '../../../../src/core/intents/intents'
import type { JsonValue } from '../../../../src/core/model/json'
import { draftWith } from '../../../support/states/draft-with'
import { scimEntry } from '../../../support/states/radar'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'

const snapshot = snapshotOf({
  oidc: [connection('a'), connection('b'), connection('c')],
  saml: [{ id: 's', label: 'S' }],
  organizations: [{ id: 'o', label: 'One', domains: [] }, { id: 'p' }],
})
const set = (key: string, field: string, value?: JsonValue): Edit =>
  fieldEdit({ kind: key.includes(':') ? 'connection' : 'organization', key }, field, value)
const make = (id: string, protocol: 'oidc' | 'saml'): Edit => ({
  kind: 'create-connection',
  key: `new:${id}`,
  protocol,
  fields: { id, label: id },
})
const copyOf = (edits: readonly Edit[], before?: Draft) =>
  workingCopy(snapshot, draftWith(snapshot, edits, before).intents)

describe('a working copy', () => {
  test('without a draft is what the server has, and touches nothing', () => {
    const copy = workingCopy(snapshot, noIntents)
    expect(copy.touched).toEqual({ organizations: [], connections: [], scimClients: [] })
    expect(copy.places).toEqual({ organizations: [], connections: [], scimClients: [] })
    expect(
      entitiesOf(copy).map(({ target, status, edited }) => [target.key, status, edited]),
    ).toEqual(
      ['o', 'p', 'oidc:a', 'oidc:b', 'oidc:c', 'saml:s', 'oidc'].map((key) => [
        key,
        'unchanged',
        [],
      ]),
    )
    expect(copy.server.connections).toEqual(copy.connections)
  })

  test('has SCIM clients as it has connections: one that shares its ID is read-only, a new one is not', () => {
    const state = snapshotOf({ scimClients: ['a', 'b', 'b'].map((id) => scimEntry(id, 'o')) })
    const clients = (...edits: Edit[]) =>
      workingCopy(state, draftWith(state, edits).intents).scimClients.map(
        ({ target, status, edited, ambiguous }) => [target.key, status, edited, ambiguous],
      )
    const twice = ['b#1', 'b#2'].map((key) => [key, 'unchanged', [], true])
    expect(clients()).toEqual([['a', 'unchanged', [], false], ...twice])
    const target = { kind: 'scim-client', key: 'a' } as const
    expect(
      clients(
        { kind: 'set-field', target, field: 'label', value: 'A' },
        { kind: 'create-scim-client', key: 'new:1', fields: { client_id: 'c' } },
      ),
    ).toEqual([['a', 'edited', ['label'], false], ...twice, ['new:1', 'new', ['client_id'], false]])
  })

  test('has each entity as it would be, with what the server has and which fields differ', () => {
    const copy = copyOf([
      set('oidc:b', 'pkce', 'force'),
      set('oidc:b', 'scope'),
      set('oidc:a', 'label', 'New'),
      { kind: 'delete-connection', key: 'oidc:c' },
      make('n', 'saml'),
    ])
    const [a, b, c, s, n] = copy.connections
    expect([a?.status, b?.status, c?.status, s?.status, n?.status]).toEqual([
      'edited',
      'edited',
      'deleted',
      'unchanged',
      'new',
    ])
    const { scope: _scope, ...rest } = connection('b')
    expect(b?.fields).toStrictEqual({ ...rest, pkce: 'force' })
    expect([b?.server, b?.edited]).toEqual([connection('b'), ['scope', 'pkce']])
    expect([c?.fields, c?.edited]).toEqual([connection('c'), []])
    expect([n?.protocol, n?.ambiguous, n?.edited]).toEqual(['saml', false, ['label', 'id']])
    expect(n).not.toHaveProperty('server')
    // In the order of the list, whatever was edited first.
    expect(copy.touched.connections).toEqual([a, b, c, n])
    expect(copy.places.connections).toEqual([0, 1, 2, 4])
  })

  test('has the settings of all connections as the draft has them', () => {
    const edit: Edit = fieldEdit(
      { kind: 'method', key: 'oidc' },
      'base_redirect_uri',
      'https://new.example',
    )
    expect(copyOf([edit]).methods).toMatchObject([
      {
        status: 'edited',
        fields: { base_redirect_uri: 'https://new.example' },
        edited: ['base_redirect_uri'],
      },
    ])
    expect(copyOf([set('oidc:a', 'label', 'A')]).methods).toMatchObject([{ status: 'unchanged' }])
  })

  test('keeps what did not change as it was, so that what is worked out from it need not be again', () => {
    const first = draftWith(snapshot, [set('oidc:a', 'label', 'A'), make('n', 'oidc')])
    const second = draftWith(snapshot, [set('oidc:b', 'label', 'B')], first)
    const [one, other] = [first, second].map(({ intents }) => workingCopy(snapshot, intents))
    expect(workingCopy(snapshot, first.intents)).toBe(one)
    expect(other?.server).toBe(one?.server)
    expect(other?.organizations).toBe(one?.organizations)
    expect(other?.connections).not.toBe(one?.connections)
    for (const place of [0, 2, 4]) {
      expect(other?.connections[place]).toBe(one?.connections[place])
    }
    const third = draftWith(
      snapshot,
      [fieldEdit({ kind: 'organization', key: 'o' }, 'label', 'Uno')],
      second,
    )
    expect(workingCopy(snapshot, third.intents).connections).toBe(other?.connections)
    // On another state everything is new.
    const later = { ...snapshot }
    expect(workingCopy(later, first.intents)).not.toBe(one)
    expect(workingCopy(later, first.intents).connections[0]).not.toBe(one?.connections[0])
  })
})

test('fields stand in the order of the form that they are in', () => {
  const names = (kind: 'connection' | 'organization', key: string, ...fields: string[]) =>
    editedNames({ kind, key }, { fields: Object.fromEntries(fields.map((name) => [name, {}])) })
  expect(names('connection', 'oidc:a', 'pkce', 'label')).toEqual(['label', 'pkce'])
  const saml = ['raw_idp_metadata_xml', 'mapper_url']
  expect(names('connection', 'saml:s', ...saml.toReversed())).toEqual(saml)
  expect(names('connection', 'oidc:saml:', ...saml.toReversed())).toEqual(saml.toReversed())
  const own = ['domains', 'default_region']
  expect(names('organization', 'o', ...own.toReversed())).toEqual(own)
})

test('an entity is known by its label, else by its id', () => {
  const target = { kind: 'connection', key: 'oidc:a' } as const
  expect(entityLabel({ label: 'A', id: 'a' }, target)).toBe('A')
  expect(entityLabel({ label: '', id: 'a' }, target)).toBe('a')
  expect(entityLabel({}, target)).toBe('oidc:a')
  const client = { kind: 'scim-client', key: 'new:1' } as const
  expect(entityLabel({ label: '', client_id: 's', id: 'row' }, client)).toBe('s')
  expect(entityLabel({ id: 'row' }, client)).toBe('new:1')
  expect(entityLabel({ label: 'A' }, { kind: 'method', key: 'oidc' })).toBe('All OIDC connections')
})
