import { expect, test } from 'vitest'
import { findConflicts } from '../../../../src/core/draft/conflicts'
import { decisionChanges } from '../../../../src/core/draft/decisions'
import { draftSchema, record, undo, type Draft } from '../../../../src/core/draft/draft'
import { intentChangesOf, type Edit } from '../../../../src/core/draft/edits'
import { planPublish } from '../../../../src/core/publish/publish-plan'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { rebase } from '../../../../src/core/draft/rebase'
import type { JsonValue } from '../../../../src/core/model/json'
import { draftWith } from '../../../support/states/draft-with'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'

const at = '2026-11-25T12:00:00.000Z'
const organizations = [
  { id: 'o', label: 'One', domains: ['one.example'] },
  { id: 'p', label: 'Two', domains: [] },
]
const oidc = [
  connection('a', { organization_id: 'o' }),
  connection('b', { organization_id: 'o' }),
  connection('c', { organization_id: 'p' }),
  connection('d'),
]
const base = snapshotOf({ oidc, organizations })

const set = (key: string, field: string, value?: JsonValue): Edit =>
  fieldEdit({ kind: 'connection', key }, field, value)
const create = (organization: string): Edit => ({
  kind: 'create-connection',
  key: 'new:x',
  protocol: 'oidc',
  fields: { id: 'x', provider: 'generic', label: 'X', organization_id: organization },
})
const makeOrganization: Edit = {
  kind: 'create-organization',
  key: 'new:o',
  fields: { label: 'New', domains: [] },
}
const gone = (connections: 'delete' | 'detach'): Edit => ({
  kind: 'delete-organization',
  key: 'o',
  connections,
})
const revert = (key: string): Edit => ({
  kind: 'revert',
  target: { kind: 'organization', key },
})
function then(draft: Draft, edit: Edit, snapshot = base): Draft {
  const changes = intentChangesOf(snapshot, draft.intents, edit)
  return record(draft, { label: edit.kind, at, changes })
}

const before: [string, Edit[]][] = [
  ['nothing', []],
  ['an edit of a connection', [set('oidc:a', 'label', 'Mine')]],
  ['a new connection', [create('o')]],
  ['a connection that was deleted by itself', [{ kind: 'delete-connection', key: 'oidc:b' }]],
  ['a connection that was detached by itself', [set('oidc:b', 'organization_id')]],
  ['a connection that was moved here', [set('oidc:c', 'organization_id', 'o')]],
  ['a connection that was moved away', [set('oidc:b', 'organization_id', 'p')]],
]

for (const what of ['delete', 'detach'] as const) {
  test.each(before)(
    `taking a deletion (${what}) back gives back what it took: %s`,
    (_name, edits) => {
      const draft = draftWith(base, edits)
      const deleted = then(draft, gone(what))
      const back = then(deleted, revert('o'))
      expect(back.intents).toEqual(draft.intents)
      expect(back.past).toHaveLength(deleted.past.length + 1)
      expect(undo(back).intents).toEqual(deleted.intents)
      // And the draft says so on the disk too.
      const stored = draftSchema.parse(JSON.parse(JSON.stringify(deleted)))
      expect(then(stored, revert('o')).intents).toEqual(JSON.parse(JSON.stringify(draft.intents)))
    },
  )
}

test('what was changed since the deletion stays as it is', () => {
  const detached = then(draftWith(base, []), gone('detach'))
  const moved = then(detached, set('oidc:a', 'organization_id', 'p'))
  const back = workingCopy(base, then(moved, revert('o')).intents)
  expect(back.connections.map(({ fields }) => fields['organization_id'])).toEqual([
    'p',
    'o',
    'p',
    undefined,
  ])
})

test('a draft of an older version gives back whatever left with the organization', () => {
  for (const what of ['delete', 'detach'] as const) {
    const deleted = then(draftWith(base, []), gone(what))
    const { took: _unknown, ...older } = deleted.intents.organization['o']!
    const intents = { ...deleted.intents, organization: { o: older } }
    expect(then({ ...deleted, intents }, revert('o')).intents.connection).toEqual({})
  }
})

test('a deletion that someone else’s change makes a question of gives all back as well', () => {
  const deleted = then(draftWith(base, []), gone('delete'))
  const changed = [{ ...organizations[0]!, label: 'Theirs' }, organizations[1]!]
  const now = snapshotOf({ oidc, organizations: changed, revisionId: 'revision-2' })
  const moved = rebase(deleted, base, now, at)
  const [conflict] = findConflicts(now, moved.intents)
  const decided = (choice: 'mine' | 'theirs') => {
    const decisions = [{ conflict: conflict!, choice }]
    const changes = decisionChanges(now, moved.intents, decisions, () => 'new:none')
    return record(moved, { label: '', at, changes })
  }
  expect(decided('theirs').intents.connection).toEqual({})
  expect(decided('theirs').intents.organization).toEqual({})
  // Confirmed, it still knows what it took.
  expect(then(decided('mine'), revert('o'), now).intents.connection).toEqual({})
})

test('reverting a new organization takes new connections along and gives others back', () => {
  const edits = [
    makeOrganization,
    create('new:o'),
    set('oidc:a', 'organization_id', 'new:o'),
    set('oidc:a', 'label', 'Mine'),
    set('oidc:d', 'organization_id', 'new:o'),
  ]
  const draft = draftWith(base, edits)
  const reverted = then(draft, revert('new:o'))
  expect(reverted.past).toHaveLength(draft.past.length + 1)
  expect(reverted.intents.organization).toEqual({})
  expect(Object.keys(reverted.intents.connection)).toEqual(['oidc:a'])
  const copy = workingCopy(base, reverted.intents)
  expect(copy.connections.map(({ fields }) => fields['organization_id'])).toEqual([
    'o',
    'o',
    'p',
    undefined,
  ])
  expect(undo(reverted).intents).toEqual(draft.intents)
})

test('an organization is not deleted while the draft puts a connection into it', () => {
  for (const edit of [create('o'), set('oidc:d', 'organization_id', 'o')]) {
    const draft = then(then(draftWith(base, []), gone('delete')), edit)
    const steps = planPublish(base, draft.intents).steps.map(({ kind }) => kind)
    expect(steps).not.toContain('delete-organization')
  }
})

test('a draft of an older version gives nothing back that left another organization, or did not leave', () => {
  const edits = [
    set('oidc:a', 'label', 'Mine'),
    set('oidc:c', 'organization_id'),
    set('oidc:b', 'organization_id', 'p'),
    set('oidc:d', 'organization_id', 'p'),
  ]
  const draft = draftWith(base, edits)
  const deleted = then(draft, gone('detach'))
  const { took: _unknown, ...older } = deleted.intents.organization['o']!
  const intents = { ...deleted.intents, organization: { o: older } }
  expect(then({ ...deleted, intents }, revert('o')).intents.connection).toEqual(
    draft.intents.connection,
  )
})

test('a connection that the draft deletes is in no organization that is deleted later', () => {
  const first = then(draftWith(base, []), { kind: 'delete-connection', key: 'oidc:a' })
  const deletion = first.intents.connection['oidc:a']
  const later = then(first, gone('detach'))
  expect(later.intents.connection['oidc:a']).toEqual(deletion)
  expect(later.intents.organization['o']?.took).toHaveLength(1)
  expect(then(later, revert('o')).intents.connection).toEqual({ 'oidc:a': deletion })
})

test('what a deletion took and somebody decided anew since is left as it was decided', () => {
  const kept: Edit = { kind: 'revert', target: { kind: 'connection', key: 'oidc:a' } }
  const edits = [gone('delete'), kept, set('oidc:a', 'label', 'Mine'), revert('o')]
  const { intents } = edits.reduce((draft, edit) => then(draft, edit), draftWith(base, []))
  expect(Object.keys(intents.connection)).toEqual(['oidc:a'])
  expect(intents.connection['oidc:a']).toMatchObject({ kind: 'edit', fields: { label: {} } })
  const detached = [gone('detach'), kept, revert('o')]
  const back = detached.reduce((draft, edit) => then(draft, edit), draftWith(base, []))
  expect(back.intents).toEqual(draftWith(base, []).intents)
})

test('a deletion that was confirmed since is given back as it is now', () => {
  const deleted = then(draftWith(base, []), gone('delete'))
  const seen = { ...oidc[0]!, label: 'Theirs' }
  const now = { kind: 'delete' as const, seen, fields: {} }
  const intents = {
    ...deleted.intents,
    connection: { ...deleted.intents.connection, 'oidc:a': now },
  }
  const changes = intentChangesOf(base, intents, revert('o'))
  expect(changes[0]).toStrictEqual({
    target: { kind: 'connection', key: 'oidc:a' },
    before: now,
  })
})

test('a draft of an older version that deletes an organization keeps its new connections', () => {
  const draft = then(draftWith(base, [create('p')]), gone('detach'))
  const { took: _unknown, ...older } = draft.intents.organization['o']!
  const intents = { ...draft.intents, organization: { o: older } }
  const back = then({ ...draft, intents }, revert('o'))
  expect(Object.keys(back.intents.connection)).toEqual(['new:x'])
})

test('reverting an edit of an organization takes nothing else back', () => {
  const rename: Edit = fieldEdit({ kind: 'organization', key: 'o' }, 'label', 'Uno')
  const draft = draftWith(base, [create('o'), set('oidc:d', 'organization_id', 'o')])
  expect(then(then(draft, rename), revert('o')).intents).toEqual(draft.intents)
})
