import { expect, it } from 'vitest'
import { scimClientsOf, withoutRow } from '../../../../src/core/model/scim-client'
import { snapshotOf } from '../../../support/states/snapshots'

it('has no client where none was ever read', () => {
  expect(scimClientsOf(snapshotOf({}))).toEqual([])
})

it('names each by its client id, and lets none be edited that another one could be taken for', () => {
  const ids = ['a', 'b', 'a', '']
  const snapshot = snapshotOf({ scimClients: ids.map((client_id) => ({ client_id })) })
  expect(scimClientsOf(snapshot).map(({ key, ambiguous }) => [key, ambiguous])).toEqual([
    ['a#0', true],
    ['b', false],
    ['a#2', true],
    ['#3', true],
  ])
  expect(scimClientsOf(snapshot)).toBe(scimClientsOf(snapshot))
})

it('keeps what it does not know, and nothing that a new revision makes anew', () => {
  const made = { id: 'row', project_revision_id: 'r', created_at: 'then', updated_at: 'now' }
  const told = { client_id: 'a', x_future: { deep: [1] } }
  expect(withoutRow({ ...made, ...told })).toEqual(told)
})
