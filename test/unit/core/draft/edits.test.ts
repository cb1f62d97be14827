import { describe, expect, test } from 'vitest'
import { intentChangesOf, type Edit } from '../../../../src/core/draft/edits'
import { noIntents, type EntityIntent, type Intents } from '../../../../src/core/intents/intents'
import type { JsonValue } from '../../../../src/core/model/json'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const snapshot = snapshotOf({
  oidc: [
    connection('a', { organization_id: 'o', scope: ['openid', 'groups'] }),
    connection('b', { organization_id: 'o' }),
    connection('c'),
  ],
  organizations: [{ id: 'o', label: 'One', domains: [] }],
})
const a = { kind: 'connection', key: 'oidc:a' } as const
const o = { kind: 'organization', key: 'o' } as const
const of = (key: string, intent: EntityIntent): Intents => ({
  ...noIntents,
  connection: { [key]: intent },
})
const edit = (fields: EntityIntent['fields']): EntityIntent => ({ kind: 'edit', fields })
const changes = (made: Edit, intents: Intents = noIntents) =>
  intentChangesOf(snapshot, intents, made)
const set = (
  field: string,
  value: JsonValue | undefined,
  intents: Intents = noIntents,
  key = 'oidc:a',
) => changes({ kind: 'set-field', target: { kind: 'connection', key }, field, value }, intents)

describe('a field that is set', () => {
  test('goes from what the server has to what was typed, or away', () => {
    expect(set('label', 'New')).toStrictEqual([
      { target: a, after: { from: 'Label of a', to: 'New' }, field: 'label' },
    ])
    expect(set('label', undefined)).toStrictEqual([
      { target: a, after: { from: 'Label of a' }, field: 'label' },
    ])
    expect(set('pkce', 'force')).toStrictEqual([
      { target: a, after: { to: 'force' }, field: 'pkce' },
    ])
  })

  test('leaves an empty list of domains, and of nothing else, where it is taken away', () => {
    const domains = ['one.example']
    const before = snapshotOf({
      oidc: [connection('a', { domains })],
      organizations: [{ id: 'o', label: 'One', domains, default_region: 'eu-central' }],
    })
    const taken = (target: typeof a | typeof o, field: string) =>
      intentChangesOf(before, noIntents, { kind: 'set-field', target, field })
    expect(taken(o, 'domains')).toStrictEqual([
      { target: o, after: { from: domains, to: [] }, field: 'domains' },
    ])
    expect(taken(o, 'default_region')).toStrictEqual([
      { target: o, after: { from: 'eu-central' }, field: 'default_region' },
    ])
    expect(taken(a, 'domains')).toStrictEqual([
      { target: a, after: { from: domains }, field: 'domains' },
    ])
  })

  test('is no change any more once it is what the server has', () => {
    const typed = { from: 'Label of a', to: 'New' }
    expect(set('label', 'Label of a', of('oidc:a', edit({ label: typed })))).toStrictEqual([
      { target: a, before: typed, field: 'label' },
    ])
  })

  test('keeps the value that the person saw first, so that a change of somebody else is a conflict', () => {
    const typed = { from: 'As it was', to: 'New' }
    expect(set('label', 'Newer', of('oidc:a', edit({ label: typed })))).toStrictEqual([
      { target: a, before: typed, after: { from: 'As it was', to: 'Newer' }, field: 'label' },
    ])
    // One that was not there then is not there now either.
    const added = { to: 'x' }
    expect(set('label', 'y', of('oidc:a', edit({ label: added })))).toStrictEqual([
      { target: a, before: added, after: { to: 'y' }, field: 'label' },
    ])
  })

  test('of a list goes on from what the server has now, which was shown with it', () => {
    const typed = { from: ['openid'], to: ['openid', 'email'] }
    expect(set('scope', ['email'], of('oidc:a', edit({ scope: typed })))).toStrictEqual([
      {
        target: a,
        before: typed,
        after: { from: ['openid', 'groups'], to: ['email'] },
        field: 'scope',
      },
    ])
    // A value that is no list, on either side, is one value.
    const odd = { from: 'openid', to: ['email'] }
    expect(set('scope', ['x'], of('oidc:a', edit({ scope: odd })))).toStrictEqual([
      { target: a, before: odd, after: { from: 'openid', to: ['x'] }, field: 'scope' },
    ])
  })

  test('of a new connection has nothing to go from', () => {
    const made: EntityIntent = { kind: 'create', fields: { scope: { to: ['openid'] } } }
    const intents = of('new:c', made)
    expect(set('scope', ['email'], intents, 'new:c')).toStrictEqual([
      {
        target: { kind: 'connection', key: 'new:c' },
        before: { to: ['openid'] },
        after: { to: ['email'] },
        field: 'scope',
      },
    ])
  })

  test('keeps a reference to a secret in its place alone', () => {
    const reference = { $secret: '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0001' }
    expect(set('client_secret', reference)[0]?.after).toEqual({ to: reference })
    expect(set('future', reference)[0]?.after).toEqual({ to: {} })
    expect(set('client_secret', { ...reference, more: 1 })[0]?.after).toEqual({ to: { more: 1 } })
  })

  test('is none of what is deleted or not there', () => {
    const deletion: EntityIntent = { kind: 'delete', fields: {} }
    expect(set('label', 'New', of('oidc:a', deletion))).toEqual([])
    expect(set('label', 'New', noIntents, 'oidc:gone')).toEqual([])
  })
})

describe('what is taken back', () => {
  const typed = { from: 'Label of a', to: 'New' }

  test('is one field, if the draft has it', () => {
    const intents = of('oidc:a', edit({ label: typed }))
    const revert = (field: string, all = intents) =>
      changes({ kind: 'revert-field', target: a, field }, all)
    expect(revert('label')).toStrictEqual([{ target: a, before: typed, field: 'label' }])
    expect(revert('scope')).toEqual([])
    expect(revert('label', noIntents)).toEqual([])
  })

  test('is all of an entity', () => {
    const intent = edit({ label: typed })
    expect(changes({ kind: 'revert', target: a }, of('oidc:a', intent))).toStrictEqual([
      { target: a, before: intent },
    ])
    const created: EntityIntent = { kind: 'create', fields: { organization_id: { to: 'o' } } }
    expect(
      changes(
        { kind: 'revert', target: { kind: 'connection', key: 'new:c' } },
        of('new:c', created),
      ),
    ).toStrictEqual([{ target: { kind: 'connection', key: 'new:c' }, before: created }])
    const renamed = { ...of('oidc:a', intent), organization: { o: intent } }
    expect(changes({ kind: 'revert', target: o }, renamed)).toStrictEqual([
      { target: o, before: intent },
    ])
  })
})

describe('a deletion', () => {
  const seen = (key: string) =>
    connection(key, {
      organization_id: 'o',
      ...(key === 'a' ? { scope: ['openid', 'groups'] } : {}),
    })

  test('of an organization takes its connections along, or lets them go, and knows which', () => {
    const gone = (key: string) => ({
      target: { kind: 'connection', key: `oidc:${key}` },
      after: { kind: 'delete', seen: seen(key), fields: {} },
    })
    const left = (key: string) => ({
      target: { kind: 'connection', key: `oidc:${key}` },
      after: { from: 'o' },
      field: 'organization_id',
    })
    for (const [connections, part] of [
      ['delete', gone],
      ['detach', left],
    ] as const) {
      const took = [part('a'), part('b')]
      expect(changes({ kind: 'delete-organization', key: 'o', connections })).toStrictEqual([
        ...took,
        {
          target: o,
          after: { kind: 'delete', seen: snapshot.organizations[0], fields: {}, took },
        },
      ])
    }
  })

  test('of what the draft made leaves nothing, and one of a connection takes nothing along', () => {
    const created: EntityIntent = { kind: 'create', fields: {} }
    expect(
      changes({ kind: 'delete-connection', key: 'new:c' }, of('new:c', created)),
    ).toStrictEqual([{ target: { kind: 'connection', key: 'new:c' }, before: created }])
    expect(changes({ kind: 'delete-connection', key: 'oidc:a' })).toStrictEqual([
      { target: a, after: { kind: 'delete', seen: seen('a'), fields: {} } },
    ])
  })
})

test('what is made has its place after all that was made before, and no member that only looks like a reference', () => {
  const first: EntityIntent = { kind: 'create', fields: {}, made: 4 }
  const made = changes(
    {
      kind: 'create-connection',
      key: 'new:d',
      protocol: 'saml',
      fields: { id: 'd', $secret: 'r' },
    },
    of('new:c', first),
  )
  expect(made).toStrictEqual([
    {
      target: { kind: 'connection', key: 'new:d' },
      after: { kind: 'create', fields: { id: { to: 'd' } }, made: 5, protocol: 'saml' },
    },
  ])
  expect(
    changes({ kind: 'create-organization', key: 'new:o', fields: { label: 'O' } }),
  ).toStrictEqual([
    {
      target: { kind: 'organization', key: 'new:o' },
      after: { kind: 'create', fields: { label: { to: 'O' } }, made: 1 },
    },
  ])
})
