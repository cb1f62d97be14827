import { describe, expect, it } from 'vitest'
import { recordedEntities } from '../../../../src/core/history/recorded-entities'
import { planRevert } from '../../../../src/core/history/revert'
import { setUpBefore } from '../../../../src/core/history/set-up-before'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import { replacedTexts } from '../../../../src/core/history/replaced-texts'
import { moveManyIntents, noIntents, type EntityIntent } from '../../../../src/core/intents/intents'
import { contentHash } from '../../../../src/core/model/mapper-text'
import { organizationEntry, scimEntry } from '../../../support/states/radar'
import { snapshotOf } from '../../../support/states/snapshots'

const parts = { organizations: [organizationEntry('o')] }
const state = (...clients: readonly ReturnType<typeof scimEntry>[]) =>
  snapshotOf({ ...parts, scimClients: clients })
const [a, b] = [scimEntry('a', 'o'), scimEntry('b', 'o')]

/** What a publish of the intents recorded, and its revert on today's state. */
function reverted(
  sent: Record<string, EntityIntent>,
  before: ReturnType<typeof state>,
  after: ReturnType<typeof state>,
  today = after,
) {
  const intents = { ...noIntents, 'scim-client': sent }
  const entities = recordedEntities(before, intents, after, {})
  return { entities, plan: planRevert({ entities }, today, noIntents, () => 'new:again') }
}

it('sets an edit back, and asks for the secret that it replaced', () => {
  const edit: EntityIntent = {
    kind: 'edit',
    fields: {
      label: { from: 'Label of a', to: 'A' },
      authorization_header_secret: { to: { $secret: '00000000-0000-4000-8000-000000000001' } },
    },
  }
  const { entities, plan } = reverted({ a: edit }, state(a, b), state({ ...a, label: 'A' }, b))
  expect(plan.items).toMatchObject([
    {
      target: { kind: 'scim-client', key: 'a' },
      what: 'edit-back',
      fields: ['label'],
      missing: ['authorization_header_secret'],
      conflict: false,
    },
  ])
  expect(JSON.stringify(entities)).not.toContain('authorization_header_secret":')
})

it('deletes what it made, and makes again what it deleted', () => {
  const creation: EntityIntent = {
    kind: 'create',
    made: 1,
    fields: { client_id: { to: 'b' }, label: { to: 'Label of b' } },
  }
  expect(reverted({ 'new:1': creation }, state(a), state(a, b)).plan.items).toMatchObject([
    { target: { key: 'b' }, what: 'delete' },
  ])
  const deletion: EntityIntent = { kind: 'delete', seen: b, fields: {} }
  const { plan, entities } = reverted({ b: deletion }, state(a, b), state(a))
  expect(plan.items).toMatchObject([
    {
      target: { key: 'new:again' },
      what: 'create-again',
      missing: ['authorization_header_secret'],
    },
  ])
  expect(plan.changes).toMatchObject([
    { after: { kind: 'create', fields: { client_id: { to: 'b' }, state: { to: 'enabled' } } } },
  ])
  // The set-up of before has it too.
  const earlier = setUpBefore(setUpOf(state(a)), [{ entities }])
  expect(earlier.scimClients?.map(({ key }) => key)).toEqual(['a', 'b'])
})

describe('a client that went with its organization', () => {
  const organization = organizationEntry('o')
  const text = '{ identity: {} }'
  const stored = `https://store.example/${contentHash(new TextEncoder().encode(text))}.jsonnet`
  const client = scimEntry('a', 'o', { mapper_url: stored, authorization_header_secret: 'canary' })
  const before = snapshotOf({ organizations: [organization], scimClients: [client, b] })
  const after = snapshotOf({ organizations: [], scimClients: [] })
  const sent = {
    ...noIntents,
    organization: { o: { kind: 'delete', seen: organization, fields: {} } satisfies EntityIntent },
  }
  const entities = recordedEntities(before, sent, after, {})
  const counted = () => {
    let count = 0
    return () => `new:${(count += 1)}`
  }

  it('is recorded without its secret, and its text is kept', () => {
    expect(entities.map(({ kind, before: was, after: is }) => [kind, was?.key, is?.key])).toEqual([
      ['organization', 'o', undefined],
      ['scim-client', 'a', undefined],
      ['scim-client', 'b', undefined],
    ])
    expect(JSON.stringify(entities)).not.toContain('canary')
    expect(replacedTexts(before, sent).map(({ address }) => address)).toEqual([stored])
    // One that the server still has did not go.
    const kept = snapshotOf({ organizations: [], scimClients: [client] })
    expect(recordedEntities(before, sent, kept, {}).map(({ before: was }) => was?.key)).toEqual([
      'o',
      'b',
    ])
  })

  it('comes back with it, in the organization as it is made again, and without its secret', () => {
    const { items, changes } = planRevert({ entities }, after, noIntents, counted())
    expect(items).toMatchObject([
      { target: { kind: 'organization', key: 'new:1' }, what: 'create-again' },
      {
        target: { kind: 'scim-client', key: 'new:2' },
        what: 'create-again',
        missing: ['authorization_header_secret'],
      },
      { target: { kind: 'scim-client', key: 'new:3' }, what: 'create-again' },
    ])
    expect(changes[1]).toMatchObject({
      after: {
        kind: 'create',
        fields: { client_id: { to: 'a' }, organization_id: { to: 'new:1' } },
      },
    })
    // Again, it is in the draft already.
    const intents = moveManyIntents(noIntents, changes, 'forward')
    const again = planRevert({ entities }, after, intents, counted())
    expect(again.changes).toEqual([])
    expect(again.items.map(({ skipped }) => skipped)).toEqual(['in-draft', 'in-draft', 'in-draft'])
  })

  it('stays behind, and is named, where the server does not show SCIM clients', () => {
    for (const scim of [undefined, { clients: [], unread: 'missing' as const }]) {
      const { scim: _known, ...rest } = after
      const today = scim ? { ...rest, scim } : rest
      const { items, changes } = planRevert({ entities }, today, noIntents, counted())
      expect(items.slice(1)).toMatchObject([
        { label: 'Label of a', what: 'create-again', skipped: 'unread', conflict: false },
        { label: 'Label of b', what: 'create-again', skipped: 'unread' },
      ])
      expect(changes).toHaveLength(1)
    }
  })
})
