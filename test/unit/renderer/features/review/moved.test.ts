import { expect, it } from 'vitest'
import type { Edit } from '../../../../../src/core/draft/edits'
import type { JsonObject } from '../../../../../src/core/model/json'
import { draftChanges } from '../../../../../src/core/publish/changes'
import { movedBetween, differencesBetween } from '../../../../../src/renderer/features/review/seen'
import { draftWith } from '../../../../support/states/draft-with'
import { scimEntry } from '../../../../support/states/radar'
import { connection, snapshotOf, withStates } from '../../../../support/states/snapshots'
import { fieldEdit } from '../../../../support/states/field-edit'

const one = { id: 'o1', label: 'One', domains: ['one.example', 'uno.example'] }
const two = { id: 'o2', label: 'Two', domains: [] }
const listed = {
  created_at: '2024-02-12T09:14:03Z',
  updated_at: '2026-02-12T09:14:03Z',
  project_id: 'p',
}
const stateOf = (organizations: readonly JsonObject[], scimClients: readonly JsonObject[]) =>
  snapshotOf({ organizations, scimClients, oidc: [connection('a')] })

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
  expect(movedBetween(was, is, [], 1)).toEqual(['Uno was changed', '3 more'])
})

it('names a connection that somebody disabled, which the document does not say', () => {
  const state = (key: 'enabled' | 'disabled') => withStates(stateOf([one], []), { 'oidc:a': key })
  expect(movedBetween(state('enabled'), state('disabled'))).toEqual(['Label of a was disabled'])
  expect(movedBetween(state('disabled'), state('enabled'))).toEqual(['Label of a was enabled'])
})

it('leaves out what the own publish did before it stopped, and nothing that others did besides', () => {
  const was = stateOf([one, two], [])
  const edits: Edit[] = [
    { kind: 'create-organization', key: 'new:three', fields: { label: 'Three', domains: [] } },
    fieldEdit({ kind: 'organization', key: 'o1' }, 'label', 'Uno'),
    { kind: 'delete-connection', key: 'oidc:a' },
  ]
  const changes = draftChanges(was, draftWith(was, edits).intents)
  const seen = { snapshot: was, plan: '', told: '', changes, lines: [] }
  const three = { id: 'o3', label: 'Three', domains: [] }
  const after = (label: string, domains: readonly string[]) => ({
    ...seen,
    snapshot: snapshotOf({
      organizations: [{ ...one, label: 'Uno', domains: [...domains] }, { ...two, label }, three],
    }),
    changes: [],
  })
  const moved = (is: typeof seen, done: number) => differencesBetween(seen, is, done).moved
  expect(moved(after('Two', one.domains), 1)).toEqual([])
  expect(moved(after('Dos', one.domains), 1)).toEqual(['Dos was changed'])
  expect(moved(after('Two', []), 1)).toEqual(['Uno was changed'])
  expect(moved(after('Two', one.domains), 0)).toHaveLength(3)
})
