import { describe, expect, test } from 'vitest'
import { dependenciesOf, planPublish } from '../../../../src/core/publish/publish-plan'
import type { Edit } from '../../../../src/core/draft/edits'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { scimEntry } from '../../../support/states/radar'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'
import { draftWith } from '../../../support/states/draft-with'

const parts = {
  oidc: [connection('a', { organization_id: 'o1' }), connection('b')],
  organizations: [
    { id: 'o1', label: 'One', domains: [] },
    { id: 'o2', label: 'Two', domains: [] },
  ],
}

const planOf = (snapshot: Snapshot, edits: Edit[]) =>
  planPublish(snapshot, draftWith(snapshot, edits).intents)

const edits: Edit[] = [
  { kind: 'create-organization', key: 'new:x', fields: { label: 'X', domains: [] } },
  { kind: 'create-organization', key: 'new:y', fields: { label: 'Y', domains: [] } },
  fieldEdit({ kind: 'connection', key: 'oidc:b' }, 'organization_id', 'new:y'),
  { kind: 'delete-organization', key: 'o1', connections: 'detach' },
  { kind: 'delete-organization', key: 'o2', connections: 'detach' },
]

describe('what the steps of a plan depend on', () => {
  test('the patch on the organizations that its connections join, deletions on the patch', () => {
    const plan = planOf(snapshotOf({ ...parts, viaPatch: false }), edits)
    expect(plan.steps.map(({ kind }) => kind)).toEqual([
      'create-organization',
      'create-organization',
      'patch-project',
      'delete-organization',
      'delete-organization',
    ])
    expect(dependenciesOf(plan)).toEqual([
      [],
      [],
      [{ step: 1, why: 'Needs the ID of Y' }],
      [{ step: 2, why: 'One can be deleted once it has no connections' }],
      [],
    ])
  })

  test('a deletion on the patch that deletes its connections, or takes them elsewhere', () => {
    const without = snapshotOf({ ...parts, viaPatch: false })
    const deletion: Edit = { kind: 'delete-organization', key: 'o1', connections: 'delete' }
    expect(dependenciesOf(planOf(without, [deletion]))).toEqual([
      [],
      [{ step: 0, why: 'One can be deleted once it has no connections' }],
    ])
    // The patch is about a connection that was in no organization.
    const other: Edit = fieldEdit({ kind: 'connection', key: 'oidc:b' }, 'label', 'B')
    const empty: Edit = { kind: 'delete-organization', key: 'o2', connections: 'delete' }
    const first = edits[0]!
    expect(dependenciesOf(planOf(without, [first, other, empty]))).toEqual([[], [], []])
  })

  describe('the patch of SCIM clients', () => {
    const withClients = { ...parts, scimClients: [scimEntry('s', 'o1'), scimEntry('t', 'o1')] }
    const move = (organization: string): Edit =>
      fieldEdit({ kind: 'scim-client', key: 's' }, 'organization_id', organization)
    const relabel: Edit = fieldEdit({ kind: 'scim-client', key: 't' }, 'label', 'T')
    const rename: Edit = fieldEdit({ kind: 'organization', key: 'o2' }, 'label', 'Zwei')
    const [first, second] = edits as [Edit, Edit]

    test('on the request or the patch that makes the organizations that clients join, alone', () => {
      const requests = planOf(snapshotOf({ ...withClients, viaPatch: false }), [
        first,
        second,
        rename,
        move('new:y'),
        relabel,
      ])
      expect(requests.steps.map(({ kind }) => kind)).toEqual([
        'create-organization',
        'create-organization',
        'update-organization',
        'patch-normalized',
      ])
      expect(dependenciesOf(requests)).toEqual([
        [],
        [],
        [],
        [{ step: 1, why: 'Needs the ID of Y' }],
      ])
      const patch = planOf(snapshotOf(withClients), [first, rename, move('new:x')])
      expect(dependenciesOf(patch)).toEqual([
        [],
        [{ step: 0, why: 'Needs the IDs of the new organizations' }],
      ])
      // Three patches: the connections and the clients need those of the first.
      const three = planOf(snapshotOf(withClients), [...edits.slice(0, 3), move('new:x')])
      const why = 'Needs the IDs of the new organizations'
      expect(dependenciesOf(three)).toEqual([[], [{ step: 0, why }], [{ step: 0, why }]])
    })

    test('on nothing where their organizations are there', () => {
      const plan = planOf(snapshotOf(withClients), [first, move('o2'), relabel])
      expect(plan.steps.map(({ kind }) => kind)).toEqual(['patch-project', 'patch-normalized'])
      expect(dependenciesOf(plan)).toEqual([[], []])
      const renamed = planOf(snapshotOf(withClients), [rename, move('o2')])
      expect(dependenciesOf(renamed)).toEqual([[], []])
    })
  })

  test('through the patch, the second patch on the first', () => {
    const plan = planOf(snapshotOf({ ...parts, viaPatch: true }), edits)
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['patch-new-organizations', 'patch-project'])
    expect(dependenciesOf(plan)).toEqual([
      [],
      [{ step: 0, why: 'Needs the IDs of the new organizations' }],
    ])
  })
})
