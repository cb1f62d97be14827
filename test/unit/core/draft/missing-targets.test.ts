import { expect, test } from 'vitest'
import { countChanges } from '../../../../src/core/intents/intents'
import { findConflicts } from '../../../../src/core/draft/conflicts'
import { emptyDraft, record, undo, type Draft } from '../../../../src/core/draft/draft'
import { intentChangesOf, type Edit } from '../../../../src/core/draft/edits'
import type { Target } from '../../../../src/core/intents/intents'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'

const snapshot = snapshotOf({ oidc: [connection('a')] })
const made = { kind: 'connection', key: 'new:1' } as const
const create: Edit = {
  kind: 'create-connection',
  key: made.key,
  protocol: 'oidc',
  fields: { id: 'made', label: 'Made' },
}
const lateSecret = (target: Target): Edit =>
  fieldEdit(target, 'client_secret', { $secret: '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0001' })

const start = emptyDraft(snapshot.summary.id, snapshot.revisionId)
const after = (draft: Draft, edit: Edit) => {
  const changes = intentChangesOf(snapshot, draft.intents, edit)
  return record(draft, { label: edit.kind, at: '', changes })
}
const withMade = after(start, create)

/** Every way in which a target can be no more, or not yet, when a late answer names it. */
const cases: [string, Draft, Target][] = [
  ['one that was never there', start, { kind: 'connection', key: 'oidc:unknown' }],
  ['a new one whose creation was undone', undo(withMade), made],
  [
    'a new one that was deleted',
    after(withMade, { kind: 'delete-connection', key: made.key }),
    made,
  ],
  ['a new one that was reverted', after(withMade, { kind: 'revert', target: made }), made],
  [
    'one of the server that the draft deletes',
    after(start, { kind: 'delete-connection', key: 'oidc:a' }),
    { kind: 'connection', key: 'oidc:a' },
  ],
  ['an organization that is not there', start, { kind: 'organization', key: 'gone' }],
  ['settings of a method that is none', start, { kind: 'method', key: 'other' }],
]

test.each(cases)('an edit of %s is none', (_name, draft, target) => {
  const next = after(draft, lateSecret(target))
  expect(next).toBe(draft)
  expect(countChanges(next.intents)).toBe(countChanges(draft.intents))
  expect(findConflicts(snapshot, next.intents)).toEqual([])
})

test('one that vanished from the server takes no more edits, and can still be dropped', () => {
  const target = { kind: 'connection', key: 'oidc:a' } as const
  const edited = after(start, { kind: 'set-field', target, field: 'label', value: 'Mine' })
  const without = snapshotOf({ oidc: [] })
  expect(intentChangesOf(without, edited.intents, lateSecret(target))).toEqual([])
  const [drop] = intentChangesOf(without, edited.intents, { kind: 'revert', target })
  expect(drop).toMatchObject({ target, before: { kind: 'edit' } })
})

test('deleting what is not there is no edit', () => {
  expect(after(start, { kind: 'delete-connection', key: 'oidc:unknown' })).toBe(start)
  const edit = { kind: 'delete-organization', key: 'gone', connections: 'delete' } as const
  expect(after(start, edit)).toBe(start)
})

test('what is there takes the same edit', () => {
  for (const [draft, target] of [
    [withMade, made],
    [start, { kind: 'connection', key: 'oidc:a' }],
  ] as const) {
    expect(after(draft, lateSecret(target))).not.toBe(draft)
  }
})
