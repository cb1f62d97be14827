import { describe, expect, test } from 'vitest'
import { currentEntity, currentIntents } from '../../../../src/core/intents/current-intents'
import type { EntityIntent, FieldIntent, Intents } from '../../../../src/core/intents/intents'
import { noIntents } from '../../../../src/core/intents/intents'
import { proposedId, proposedIds } from '../../../../src/core/intents/organization-ids'
import {
  entitiesMissing,
  serverEntity,
  serverRank,
} from '../../../../src/core/intents/server-entities'
import type { JsonObject } from '../../../../src/core/model/json'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const edit = (fields: Readonly<Record<string, FieldIntent>>): EntityIntent => ({
  kind: 'edit',
  fields,
})
/** An edit of one field on what the server has of it now. */
const current = (field: string, intent: FieldIntent, theirs: FieldIntent['to']) =>
  currentEntity(edit({ [field]: intent }), theirs === undefined ? {} : { [field]: theirs })?.fields[
    field
  ]

describe('an edit on what the server has now', () => {
  test.each<[about: string, field: string, FieldIntent, theirs: FieldIntent['to'], FieldIntent?]>([
    ['stays where nobody changed it', 'label', { from: 'a', to: 'b' }, 'a', { from: 'a', to: 'b' }],
    [
      'stays a conflict where somebody did',
      'label',
      { from: 'a', to: 'b' },
      'c',
      { from: 'a', to: 'b' },
    ],
    ['goes where the server has it', 'label', { from: 'a', to: 'b' }, 'b', undefined],
    ['goes where both took it away', 'label', { from: 'a' }, undefined, undefined],
    ['stays where only it takes it away', 'label', { from: 'a' }, 'a', { from: 'a' }],
    [
      'of a list takes in what others added',
      'scope',
      { from: ['a'], to: ['a', 'b'] },
      ['a', 'c'],
      { from: ['a', 'c'], to: ['a', 'c', 'b'] },
    ],
    [
      'of a list stays where only its order moved',
      'scope',
      { from: ['a', 'b'], to: ['a'] },
      ['b', 'a'],
      { from: ['a', 'b'], to: ['a'] },
    ],
    [
      'of a list goes where others did all of it',
      'scope',
      { from: ['a'], to: ['a', 'b'] },
      ['b', 'c', 'a'],
      undefined,
    ],
    [
      'of a list that somebody took away sets its own items',
      'scope',
      { from: ['a'], to: ['a', 'b'] },
      undefined,
      { to: ['b'] },
    ],
    [
      'that takes a list away leaves what others added',
      'scope',
      { from: ['a'] },
      ['a', 'c'],
      { from: ['a', 'c'], to: ['c'] },
    ],
    [
      'that takes a list away takes it where others took some',
      'scope',
      { from: ['a', 'b'] },
      ['a'],
      { from: ['a'] },
    ],
    ['of what is no list stays', 'scope', { from: 'a', to: 'b' }, ['c'], { from: 'a', to: 'b' }],
    [
      'of a secret stays, whatever is shown of it',
      'client_secret',
      { to: { $secret: 'r' } },
      '',
      { to: { $secret: 'r' } },
    ],
    ['of a secret that is to be empty stays as well', 'client_secret', { to: '' }, '', { to: '' }],
  ])('%s', (_about, field, intent, theirs, wanted) => {
    expect(current(field, intent, theirs)).toStrictEqual(wanted)
  })

  test('is the same object where all of it stays, and none where all of it goes', () => {
    const intent = edit({ label: { from: 'a', to: 'b' }, scope: { to: ['x'] } })
    expect(currentEntity(intent, { label: 'a' })).toBe(intent)
    expect(currentEntity(intent, { label: 'b' })).toEqual(edit({ scope: { to: ['x'] } }))
    expect(currentEntity(intent, { label: 'b', scope: ['x'] })).toBeUndefined()
    expect(currentEntity(intent, { label: 'a' })).toBe(intent)
  })

  test('of a deletion is the deletion', () => {
    const deletion: EntityIntent = { kind: 'delete', fields: { label: { from: 'b', to: 'a' } } }
    expect(currentEntity(deletion, { label: 'a' })).toBe(deletion)
  })

  test('of a creation is an edit of the one that is there again, by what differs', () => {
    const seen = { id: 'x', label: 'Old', scope: ['a'] }
    const secret = { $secret: 'r' }
    const creation: EntityIntent = {
      kind: 'create',
      protocol: 'oidc',
      made: 2,
      attemptedAt: '2026-11-25T12:00:00.000Z',
      seen,
      fields: {
        id: { to: 'x' },
        label: { to: 'New' },
        scope: { from: ['b'], to: ['a', 'c'] },
        odd: { to: 1 },
        client_secret: { to: secret },
      },
    }
    const server: JsonObject = { id: 'x', label: 'Other', client_secret: '' }
    expect(currentEntity(creation, server)).toStrictEqual({
      kind: 'edit',
      seen: server,
      fields: {
        label: { from: 'Old', to: 'New' },
        scope: { to: ['a', 'c'] },
        odd: { to: 1 },
        client_secret: { to: secret },
      },
    })
    const { seen: _seen, ...unknown } = creation
    expect(currentEntity(unknown, server)?.fields['label']).toStrictEqual({ to: 'New' })
    expect(currentEntity(edit({}), server)).toBeDefined()
    const same: EntityIntent = {
      kind: 'create',
      fields: { id: { to: 'x' }, label: { to: 'Other' } },
    }
    expect(currentEntity(same, server)).toBeUndefined()
  })
})

describe('intents on a snapshot', () => {
  const snapshot = snapshotOf({
    oidc: [connection('a'), connection('b')],
    organizations: [{ id: 'o', label: 'One' }],
  })
  const moving = edit({ label: { from: 'x', to: 'y' } })
  const done = edit({ label: { from: 'x', to: 'Label of a' } })
  const doneOrganization = edit({ label: { from: 'x', to: 'One' } })
  const doneMethod = edit({
    base_redirect_uri: { to: 'https://login.customer.example' },
  })

  test('are the same object where nothing changes, also when asked again', () => {
    const intents: Intents = {
      organization: { o: moving },
      connection: { 'oidc:a': moving, 'oidc:gone': moving, 'new:a': moving },
      method: {},
      'scim-client': {},
    }
    expect(currentIntents(snapshot, intents)).toBe(intents)
    expect(currentIntents(snapshot, intents)).toBe(intents)
  })

  test.each<[keyof Intents, Intents]>([
    ['organization', { ...noIntents, organization: { o: doneOrganization } }],
    ['connection', { ...noIntents, connection: { 'oidc:a': done } }],
    ['method', { ...noIntents, method: { oidc: doneMethod } }],
  ])('lose what the server has, of an entity of the kind %s', (_kind, intents) => {
    const before = structuredClone(intents)
    expect(currentIntents(snapshot, intents)).toEqual(noIntents)
    expect(intents).toEqual(before)
  })

  test('keep of each what the server does not have, however many are done', () => {
    const half = edit({ label: { from: 'x', to: 'Label of b' }, pkce: { to: 'force' } })
    const intents: Intents = {
      organization: { o: doneOrganization },
      connection: { 'oidc:a': done, 'oidc:b': half, 'oidc:gone': moving },
      method: { oidc: doneMethod },
      'scim-client': {},
    }
    expect(currentIntents(snapshot, intents)).toStrictEqual({
      organization: {},
      connection: { 'oidc:b': edit({ pkce: { to: 'force' } }), 'oidc:gone': moving },
      method: {},
      'scim-client': {},
    })
    const all = {
      ...noIntents,
      connection: { 'oidc:a': done, 'oidc:b': edit({ label: half.fields['label']! }) },
    }
    expect(currentIntents(snapshot, all)).toEqual(noIntents)
  })

  test('keep the others, in their order', () => {
    const intents: Intents = {
      organization: {},
      connection: { 'oidc:b': moving, 'oidc:a': done, 'new:a': done },
      method: {},
      'scim-client': {},
    }
    const now = currentIntents(snapshot, intents)
    expect(Object.entries(now.connection)).toEqual([
      ['oidc:b', moving],
      ['new:a', done],
    ])
    // Worked out once for a snapshot, and anew for another one.
    expect(currentIntents(snapshot, intents).connection).toBe(now.connection)
    expect(currentIntents(snapshot, now)).toBe(now)
    const other = snapshotOf({ oidc: [connection('a', { label: 'x' })] })
    expect(currentIntents(other, intents)).toBe(intents)
    expect(currentIntents(other, now)).toBe(now)
  })
})

describe('the entities of a snapshot', () => {
  const snapshot = snapshotOf({
    organizations: [{ id: 'o', label: 'One' }, { label: 'Nameless' }, { id: 'o', label: 'Again' }],
    oidc: [connection('a')],
    saml: [{ id: 's' }],
  })

  test('are found by kind and key, the first of those that share one', () => {
    const of = (kind: 'organization' | 'connection' | 'method', key: string) =>
      serverEntity(snapshot, { kind, key })
    expect(of('organization', 'o')).toEqual({ id: 'o', label: 'One' })
    expect(of('organization', '')).toEqual({ label: 'Nameless' })
    expect(of('connection', 'oidc:a')).toEqual(connection('a'))
    expect(of('connection', 'saml:s')).toEqual({ id: 's' })
    expect(of('method', 'oidc')).toMatchObject({ enable_auto_link_policy: false })
    expect([of('connection', 'o'), of('organization', 'oidc:a')]).toEqual([undefined, undefined])
  })

  test('have the server’s order, and what is not there comes last', () => {
    const rank = serverRank(snapshot)
    const keys = [
      { kind: 'connection', key: 'new:x' },
      { kind: 'connection', key: 'saml:s' },
      { kind: 'connection', key: 'oidc:a' },
      { kind: 'organization', key: 'o' },
    ] as const
    expect(keys.toSorted((one, other) => rank(one) - rank(other)).map(({ key }) => key)).toEqual([
      'o',
      'oidc:a',
      'saml:s',
      'new:x',
    ])
    expect(rank(keys[0])).toBe(Infinity)
  })

  test('that another one lacks are told, each once', () => {
    const less = snapshotOf({ organizations: [], oidc: [connection('a')] })
    expect(entitiesMissing(less, snapshot).map(({ target }) => target)).toEqual([
      { kind: 'organization', key: 'o' },
      { kind: 'organization', key: '' },
      { kind: 'connection', key: 'saml:s' },
    ])
    expect(entitiesMissing(snapshot, less)).toEqual([])
  })
})

describe('the ids that are asked for', () => {
  const uuid = '2f6b1f8c-5a4c-4e52-9f0e-9d3b0a2f6b1f'

  test('are those in the keys of new organizations', () => {
    expect(proposedId(`new:${uuid}`)).toBe(uuid)
    for (const key of [
      uuid,
      `new:${uuid}0`,
      `a new:${uuid}`,
      'new:o',
      `new:${uuid.toUpperCase()}`,
    ]) {
      expect(proposedId(key)).toBeUndefined()
    }
    const made: EntityIntent = { kind: 'create', fields: {} }
    expect(
      proposedIds({
        ...noIntents,
        organization: { [`new:${uuid}`]: made, 'new:o': made, o: made },
        connection: { [`new:${uuid.replace('2', '3')}`]: made },
      }),
    ).toStrictEqual({ [`new:${uuid}`]: uuid })
  })
})
