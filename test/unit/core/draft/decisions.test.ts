import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findConflicts } from '../../../../src/core/draft/conflicts'
import { decisionChanges } from '../../../../src/core/draft/decisions'
import { record, undo, type Draft } from '../../../../src/core/draft/draft'
import { moveManyIntents, noIntents } from '../../../../src/core/intents/intents'
import { type Edit } from '../../../../src/core/draft/edits'
import { planPublish } from '../../../../src/core/publish/publish-plan'
import { droppedFields } from '../../../../src/core/publish/dropped-fields'
import { rebase } from '../../../../src/core/draft/rebase'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'
import { draftWith } from '../../../support/states/draft-with'

const at = '2026-11-25T12:00:00.000Z'
const gone = { id: 'gone', label: 'Gone', domains: ['gone.example'], created_at: at }
const entries = [
  connection('member', { organization_id: 'gone' }),
  connection('other', { organization_id: 'stays' }),
]
const before = snapshotOf({
  oidc: entries,
  organizations: [gone, { id: 'stays', label: 'Stays', domains: [] }],
})

const drafted = (...edits: Edit[]): Draft => draftWith(before, edits)
const label = (kind: 'organization' | 'connection', key: string): Edit =>
  fieldEdit({ kind, key }, 'label', 'Mine')

/** Decides all that vanished the same way, in the order given by `turn`. */
function decided(draft: Draft, now: typeof before, choice: 'recreate' | 'drop', turned = false) {
  const found = findConflicts(now, draft.intents)
  const decisions = (turned ? found.toReversed() : found).map((conflict) => ({ conflict, choice }))
  let count = 0
  const newKey = () => `new:${(count += 1)}`
  return record(draft, {
    label: '',
    at,
    changes: decisionChanges(now, draft.intents, decisions, newKey),
  })
}

test('an organization comes back under a key of its own, and its connections follow it', () => {
  const now = snapshotOf({
    oidc: entries,
    organizations: before.organizations.slice(1),
    revisionId: 'r2',
  })
  const draft = rebase(drafted(label('organization', 'gone')), before, now, at)
  const made = decided(draft, now, 'recreate')
  expect(findConflicts(now, made.intents)).toEqual([])
  expect(made.intents.organization).toEqual({
    'new:1': {
      kind: 'create',
      fields: { label: { to: 'Mine' }, domains: { to: ['gone.example'] } },
    },
  })
  expect(made.intents.connection).toEqual({
    'oidc:member': { kind: 'edit', fields: { organization_id: { from: 'gone', to: 'new:1' } } },
  })
  // The server gives it another id, and nothing that was sent is missed in its answer.
  const answer = snapshotOf({
    oidc: entries,
    organizations: [{ id: 'given', label: 'Mine', domains: ['gone.example'], created_at: at }],
  })
  const { organization } = planPublish(now, made.intents).intents
  const sent = { organization, connection: {}, method: {}, 'scim-client': {} }
  expect(droppedFields(sent, answer, { 'new:1': 'given' })).toEqual([])
  expect(undo(made).intents).toEqual(draft.intents)
})

test('a connection that is recreated with its organization belongs to the new one, in any order', () => {
  const now = snapshotOf({
    oidc: [entries[1]!],
    organizations: before.organizations.slice(1),
    revisionId: 'r2',
  })
  const both = drafted(label('organization', 'gone'), label('connection', 'oidc:member'))
  const draft = rebase(both, before, now, at)
  fc.assert(
    fc.property(fc.boolean(), (turned) => {
      const made = decided(draft, now, 'recreate', turned)
      const copy = workingCopy(now, made.intents)
      expect(copy.connections.at(-1)?.fields).toEqual({
        ...entries[0],
        label: 'Mine',
        organization_id: 'new:1',
      })
      expect(undo(made).intents).toEqual(draft.intents)
    }),
  )
})

test('what is dropped leaves nothing behind, and comes back by undo', () => {
  const now = snapshotOf({
    oidc: entries,
    organizations: before.organizations.slice(1),
    revisionId: 'r2',
  })
  const draft = rebase(drafted(label('organization', 'gone')), before, now, at)
  const made = decided(draft, now, 'drop')
  expect(made.intents).toEqual({ organization: {}, connection: {}, method: {}, 'scim-client': {} })
  expect(findConflicts(now, undo(made).intents)).toHaveLength(1)
})

test('a decision about what is there again too is one about an edit of it', () => {
  const target = { kind: 'connection', key: 'oidc:member' } as const
  const creation = {
    kind: 'create' as const,
    protocol: 'oidc' as const,
    seen: entries[0]!,
    fields: { id: { to: 'member' }, label: { to: 'Mine' } },
  }
  const intents = { ...noIntents, connection: { 'oidc:member': creation } }
  const now = snapshotOf({ oidc: [connection('member', { label: 'Theirs' })] })
  const conflict = {
    kind: 'field',
    id: 'x',
    target,
    field: 'label',
    was: 'Label of member',
    mine: 'Mine',
    theirs: 'Theirs',
  } as const
  const after = (choice: 'mine' | 'theirs') =>
    moveManyIntents(
      intents,
      decisionChanges(now, intents, [{ conflict, choice }], () => 'new:none'),
      'forward',
    ).connection['oidc:member']
  expect(after('mine')).toMatchObject({
    kind: 'edit',
    fields: { label: { from: 'Theirs', to: 'Mine' } },
  })
  expect(after('theirs')?.fields['label']).toBeUndefined()
  const [settled] = decisionChanges(
    now,
    intents,
    [{ conflict, choice: 'theirs' }],
    () => 'new:none',
  )
  expect(settled).toMatchObject({ before: creation, after: { kind: 'edit' } })
  // Where it is as it was meant, nothing is left to decide.
  const same = snapshotOf({ oidc: [connection('member', { label: 'Mine' })] })
  const changes = decisionChanges(same, intents, [{ conflict, choice: 'mine' }], () => 'new:none')
  expect(changes[0]).toStrictEqual({ target, before: creation })
})

test('an organization that cannot be created again stays as it is', () => {
  const target = { kind: 'organization', key: 'gone' } as const
  const edit = { kind: 'edit' as const, fields: { label: { to: 'Mine' } } }
  const intents = { ...noIntents, organization: { gone: edit } }
  const now = snapshotOf({ organizations: [], revisionId: 'r2' })
  const [conflict] = findConflicts(now, intents)
  expect(conflict).toMatchObject({ kind: 'vanished', seen: undefined })
  const decide = (choice: 'recreate' | 'drop') =>
    decisionChanges(now, intents, [{ conflict: conflict!, choice }], () => 'new:o')
  expect(decide('recreate')).toStrictEqual([{ target, before: edit, after: edit }])
  expect(decide('drop')).toStrictEqual([{ target, before: edit }])
})

test('keeping a connection that the draft deletes leaves all else of the draft', () => {
  const draft = drafted(
    { kind: 'delete-connection', key: 'oidc:other' },
    label('connection', 'oidc:member'),
  )
  const now = snapshotOf({
    oidc: [entries[0]!, { ...entries[1]!, label: 'Theirs' }],
    organizations: before.organizations,
  })
  const [conflict, ...others] = findConflicts(now, draft.intents)
  expect(others).toEqual([])
  const decide = (choice: 'mine' | 'theirs') =>
    moveManyIntents(
      draft.intents,
      decisionChanges(now, draft.intents, [{ conflict: conflict!, choice }], () => 'new:none'),
      'forward',
    ).connection
  expect(Object.keys(decide('theirs'))).toEqual(['oidc:member'])
  expect(decide('mine')['oidc:other']).toMatchObject({ kind: 'delete', seen: { label: 'Theirs' } })
})

test('a decision about a field or a deletion of an organization is about that alone', () => {
  const now = snapshotOf({
    oidc: entries,
    organizations: [{ ...gone, label: 'Theirs' }, before.organizations[1]!],
  })
  const decide = (draft: Draft, choice: 'mine' | 'theirs') => {
    const [conflict] = findConflicts(now, draft.intents)
    return decisionChanges(now, draft.intents, [{ conflict: conflict!, choice }], () => 'new:none')
  }
  const target = { kind: 'organization', key: 'gone' } as const
  const renamed = drafted(label('organization', 'gone'))
  expect(decide(renamed, 'mine')).toMatchObject([
    { target, field: 'label', after: { from: 'Theirs', to: 'Mine' } },
  ])
  expect(decide(renamed, 'theirs')).toStrictEqual([
    { target, field: 'label', before: { from: 'Gone', to: 'Mine' } },
  ])
  const deleted = drafted({
    kind: 'delete-organization',
    key: 'gone',
    connections: 'delete',
  })
  const confirmed = decide(deleted, 'mine')
  expect(confirmed).toMatchObject([
    { target, after: { kind: 'delete', seen: { label: 'Theirs' } } },
  ])
  expect(confirmed[0]?.after).toHaveProperty('took')
  expect(decide(deleted, 'theirs')).toHaveLength(2)
})
