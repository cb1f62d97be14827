import { expect, it } from 'vitest'
import type { JsonObject } from '../../../../../src/core/model/json'
import { movedBetween } from '../../../../../src/renderer/features/review/moved'
import { scimEntry } from '../../../../support/states/radar'
import { connection, snapshotOf } from '../../../../support/states/snapshots'

const one = { id: 'o1', label: 'One', domains: ['one.example', 'uno.example'] }
const two = { id: 'o2', label: 'Two', domains: [] }
const listed = {
  created_at: '2024-02-12T09:14:03Z',
  updated_at: '2026-02-12T09:14:03Z',
  project_id: 'p',
}
const stateOf = (organizations: readonly JsonObject[], scimClients: readonly JsonObject[]) => ({
  snapshot: snapshotOf({ organizations, scimClients, oidc: [connection('a')] }),
})

it('names no organization that only its list describes in more words, or in another order', () => {
  const was = stateOf([one, two], [])
  const is = stateOf(
    [
      { ...one, ...listed, domains: one.domains.toReversed() },
      { ...two, ...listed },
    ],
    [],
  )
  expect(movedBetween(was, is)).toEqual([
    'something other than organizations, connections and SCIM clients',
  ])
})

it('names the organizations, SCIM clients and settings that changed', () => {
  const was = stateOf([one, two], [scimEntry('kept', 'o1'), scimEntry('gone', 'o1')])
  const is = stateOf(
    [
      { ...one, label: 'Uno', ...listed },
      { ...two, ...listed },
    ],
    [scimEntry('kept', 'o1', { state: 'disabled' }), scimEntry('new', 'o2')],
  )
  expect(movedBetween(was, is)).toEqual([
    'Uno was changed',
    'Label of kept was changed',
    'Label of new was added',
    'Label of gone was deleted',
  ])
  expect(movedBetween(was, is, 1)).toEqual(['Uno was changed', '3 more'])
})

it('names a connection that somebody disabled, which the document does not say', () => {
  const { snapshot } = stateOf([one], [])
  const state = (key: 'enabled' | 'disabled') => ({ snapshot, states: { 'oidc:a': key } })
  expect(movedBetween(state('enabled'), state('disabled'))).toEqual(['Label of a was disabled'])
  expect(movedBetween(state('disabled'), state('enabled'))).toEqual(['Label of a was enabled'])
})
