import { expect, test } from 'vitest'
import { redo, undo, type Draft } from '../../../../src/core/draft/draft'
import type { Edit } from '../../../../src/core/draft/edits'
import { stepOf } from '../../../../src/core/draft/history'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { stepChanges } from '../../../../src/core/publish/step-changes'
import { draftWith } from '../../../support/states/draft-with'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'

const snapshot = snapshotOf({
  oidc: [connection('a', { organization_id: 'o1' }), connection('b')],
  organizations: [{ id: 'o1', label: 'One', domains: ['one.example'] }],
})
const a = { kind: 'connection', key: 'oidc:a' } as const
const set = (field: string, value: string): Edit => ({ kind: 'set-field', target: a, field, value })
const make: Edit = {
  kind: 'create-connection',
  key: 'new:c',
  protocol: 'oidc',
  fields: { client_secret: 'reference', label: 'New one', id: 'c', provider: 'generic' },
}

/** What the last step of a draft did, as it is read where the draft is now. */
function last(draft: Draft, now: Draft = draft) {
  const id = draft.past.at(-1)?.id ?? ''
  const step = stepOf(now, id)
  if (!step) throw new Error(`There is no step ${id}`)
  return stepChanges(step, workingCopy(snapshot, now.intents))
}

test('a field has its value before the step and after it, also where the server has a third', () => {
  const draft = draftWith(snapshot, [set('label', 'First'), set('label', 'Second')])
  const expected = [
    {
      target: a,
      label: 'Second',
      status: 'edited',
      fields: [{ field: 'label', before: 'First', after: 'Second', secret: false }],
    },
  ]
  expect(last(draft)).toEqual(expected)
  // It says the same when it was undone, under the name that the entity then has.
  expect(last(draft, undo(draft))).toEqual([{ ...expected[0], label: 'First' }])
  expect(last(draftWith(snapshot, [set('label', 'First')]))[0]?.fields).toEqual([
    { field: 'label', before: 'Label of a', after: 'First', secret: false },
  ])
})

test('going back to what the server has is an edit to that value', () => {
  const back: Edit = { kind: 'revert-field', target: a, field: 'label' }
  expect(last(draftWith(snapshot, [set('label', 'First'), back]))[0]?.fields).toEqual([
    { field: 'label', before: 'First', after: 'Label of a', secret: false },
  ])
  const all: Edit = { kind: 'revert', target: a }
  const edits = [set('label', 'First'), set('client_id', 'other'), all]
  expect(last(draftWith(snapshot, edits))[0]?.fields.map(({ field }) => field)).toEqual([
    'label',
    'client_id',
  ])
})

test('what is created has its fields in the order of the form, and secrets only by name', () => {
  const draft = draftWith(snapshot, [make])
  const [change] = last(draft)
  expect(change).toMatchObject({ status: 'new', label: 'New one' })
  expect(change?.fields.map(({ field, secret }) => `${field} ${secret}`)).toEqual(
    expect.arrayContaining(['client_secret true', 'label false']),
  )
  expect(change?.fields[0]?.field).toBe('label')
  // Undone, the entity is known by the step alone.
  expect(last(draft, undo(draft))[0]?.label).toBe('New one')
  expect(last(draft, redo(undo(draft)))).toEqual(last(draft))
})

test('a SAML connection has its fields in the order of its own form', () => {
  const fields = { mapper_url: 'x', raw_idp_metadata_xml: 'https://a.example', label: 'S', id: 's' }
  const saml: Edit = { ...make, protocol: 'saml', fields } as Edit
  const [change] = last(draftWith(snapshot, [saml]))
  const oidc = last(draftWith(snapshot, [{ ...make, fields } as Edit]))[0]
  expect(change?.fields.map(({ field }) => field)).toEqual([
    'label',
    'id',
    'raw_idp_metadata_xml',
    'mapper_url',
  ])
  expect(oidc?.fields.map(({ field }) => field).toSorted()).toEqual(
    change?.fields.map(({ field }) => field).toSorted(),
  )
  // What a step gives up of it is told in the same order.
  const gone: Edit = { kind: 'revert', target: { kind: 'connection', key: 'new:c' } }
  expect(last(draftWith(snapshot, [saml, gone]))).toMatchObject([
    { label: 'S', takenBack: 'creation' },
  ])
})

test('an organization is called by its name of today, and each entity is told once', () => {
  const o1 = { kind: 'organization', key: 'o1' } as const
  const change = (field: string, value: string): Edit => fieldEdit(o1, field, value)
  const draft = draftWith(snapshot, [change('session_lifespan', '8h')])
  expect(last(draft)).toMatchObject([
    { target: o1, label: 'One', fields: [{ field: 'session_lifespan' }] },
  ])
  const later = draftWith(snapshot, [change('label', 'Uno')], draft)
  const step = { changes: [...draft.past[0]!.changes, ...later.past[1]!.changes] }
  const told = stepChanges(step, workingCopy(snapshot, later.intents))
  expect(told.map(({ label, fields }) => [label, fields.map(({ field }) => field)])).toEqual([
    ['Uno', ['label', 'session_lifespan']],
  ])
  // A value that a step only puts back is no change of it.
  const same = { target: o1, field: 'label', before: { to: 'Uno' }, after: { to: 'Uno' } }
  expect(stepChanges({ changes: [same] }, workingCopy(snapshot, draft.intents))[0]?.fields).toEqual(
    [],
  )
})

test('a deletion that is only confirmed again is no new one, and has the name that is known of it', () => {
  const seen = connection('gone', { label: 'As it was' })
  const target = { kind: 'connection', key: 'oidc:gone' } as const
  const deletion = { kind: 'delete' as const, seen, fields: {} }
  const told = stepChanges(
    { changes: [{ target, before: deletion, after: { ...deletion, fields: {} } }] },
    workingCopy(snapshot, draftWith(snapshot, []).intents),
  )
  expect(told).toEqual([{ target, label: 'As it was', status: 'edited', fields: [] }])
  // One whose name the draft takes away is still known by it.
  const nameless = { kind: 'edit' as const, seen, fields: { label: { from: 'As it was' } } }
  const taken = stepChanges(
    { changes: [{ target, after: nameless }] },
    workingCopy(snapshot, draftWith(snapshot, []).intents),
  )
  expect(taken).toMatchObject([{ label: 'As it was', fields: [{ before: 'As it was' }] }])
})

test('a deletion names each entity that it takes along, and one that is taken back says so', () => {
  const drop: Edit = { kind: 'delete-organization', key: 'o1', connections: 'delete' }
  const deleted = draftWith(snapshot, [drop])
  expect(last(deleted).map(({ label, status }) => [label, status])).toEqual([
    ['Label of a', 'deleted'],
    ['One', 'deleted'],
  ])
  const organization = { kind: 'organization', key: 'o1' } as const
  const kept = last(draftWith(snapshot, [drop, { kind: 'revert', target: organization }]))
  expect(kept.map(({ takenBack }) => takenBack)).toEqual(['deletion', 'deletion'])
  const gone = last(draftWith(snapshot, [make, { kind: 'delete-connection', key: 'new:c' }]))
  expect(gone).toMatchObject([{ label: 'New one', takenBack: 'creation', fields: [] }])
})

test('connections that are only detached are edited', () => {
  const detach: Edit = { kind: 'delete-organization', key: 'o1', connections: 'detach' }
  expect(last(draftWith(snapshot, [detach]))).toMatchObject([
    {
      status: 'edited',
      fields: [{ field: 'organization_id', before: 'o1', after: undefined }],
    },
    { status: 'deleted', label: 'One' },
  ])
})
