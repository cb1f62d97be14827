import { expect, it } from 'vitest'
import { recordedEntities } from '../../../../src/core/history/recorded-entities'
import { planRevert } from '../../../../src/core/history/revert'
import { setUpBefore } from '../../../../src/core/history/set-up-before'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import { noIntents, type EntityIntent } from '../../../../src/core/intents/intents'
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
