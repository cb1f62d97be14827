import { describe, expect, test } from 'vitest'
import { emptyDraft, record } from '../../../../src/core/draft/draft'
import { intentChangesOf, type Edit } from '../../../../src/core/draft/edits'
import { dependenciesOf } from '../../../../src/core/publish/plan-dependencies'
import { planPublish } from '../../../../src/core/publish/publish-plan'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const parts = {
  oidc: [connection('a', { organization_id: 'o1' }), connection('b')],
  organizations: [
    { id: 'o1', label: 'One', domains: [] },
    { id: 'o2', label: 'Two', domains: [] },
  ],
}
const at = '2026-11-25T12:00:00.000Z'

function planOf(snapshot: Snapshot, edits: Edit[]) {
  const draft = edits.reduce(
    (made, edit) =>
      record(made, { label: '', at, changes: intentChangesOf(snapshot, made.intents, edit) }),
    emptyDraft('p' as never, snapshot.revisionId),
  )
  return planPublish(snapshot, draft.intents)
}

const edits: Edit[] = [
  { kind: 'create-organization', key: 'new:x', fields: { label: 'X', domains: [] } },
  { kind: 'create-organization', key: 'new:y', fields: { label: 'Y', domains: [] } },
  {
    kind: 'set-field',
    target: { kind: 'connection', key: 'oidc:b' },
    field: 'organization_id',
    value: 'new:y',
  },
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
    const other: Edit = {
      kind: 'set-field',
      target: { kind: 'connection', key: 'oidc:b' },
      field: 'label',
      value: 'B',
    }
    const empty: Edit = { kind: 'delete-organization', key: 'o2', connections: 'delete' }
    const first = edits[0]!
    expect(dependenciesOf(planOf(without, [first, other, empty]))).toEqual([[], [], []])
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
