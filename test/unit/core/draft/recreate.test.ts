import { expect, test } from 'vitest'
import { draftChanges as changesInDraft } from '../../../../src/core/publish/changes'
import {
  findConflicts,
  resolveConflict,
  type NamedChoice,
} from '../../../../src/core/draft/conflicts'
import { decisionChanges } from '../../../../src/core/draft/decisions'
import { record, undo, type Draft } from '../../../../src/core/draft/draft'
import type { Edit } from '../../../../src/core/draft/edits'
import { patchOf, planPublish } from '../../../../src/core/publish/publish-plan'
import { rebase } from '../../../../src/core/draft/rebase'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { draftWith } from '../../../support/states/draft-with'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const at = '2026-11-25T12:00:00.000Z'
const target = { kind: 'connection', key: 'oidc:a' } as const
const label: Edit = { kind: 'set-field', target, field: 'label', value: 'Mine' }
const base = snapshotOf({ oidc: [connection('a'), connection('b')] })
const gone = snapshotOf({ oidc: [connection('b')], revisionId: 'revision-2' })

function decide(draft: Draft, now: Snapshot, choice: NamedChoice): Draft {
  const decisions = findConflicts(now, draft.intents).map((conflict) => ({ conflict, choice }))
  const changes = decisionChanges(now, draft.intents, decisions, () => 'new:made')
  return record(draft, { label: 'Decided', at, changes })
}
const rowsOf = (now: Snapshot, draft: Draft) =>
  workingCopy(now, draft.intents).connections.filter(({ target: own }) => own.key === target.key)

test('what was there is not known: nothing is made of the edits alone', () => {
  // The draft comes from the trash, or its snapshot was lost: it is moved on by nobody's memory.
  for (const kind of ['connection', 'organization'] as const) {
    const key = kind === 'connection' ? 'oidc:a' : 'o'
    const edited = { kind: 'edit' as const, fields: { label: { from: 'Was', to: 'Mine' } } }
    const none = draftWith(gone, [])
    const draft = { ...none, intents: { ...none.intents, [kind]: { [key]: edited } } }
    const moved = rebase(draft, gone, gone, at)
    const [conflict] = findConflicts(gone, moved.intents)
    expect(conflict).toMatchObject({ kind: 'vanished', seen: undefined, edits: { label: 'Mine' } })
    const changes = [resolveConflict(moved.intents, conflict!, 'recreate')]
    expect(record(moved, { label: '', at, changes })).toBe(moved)
    const again = decide(moved, gone, 'recreate')
    expect(again.intents).toEqual(moved.intents)
    expect(planPublish(gone, again.intents).steps).toEqual([])
    expect(decide(moved, gone, 'drop').intents[kind]).toEqual({})
  }
})

test.each([
  ['as it was', connection('a'), []],
  ['as it was recreated', { ...connection('a'), label: 'Mine' }, undefined],
  ['with another label', { ...connection('a'), label: 'Theirs' }, ['connection oidc:a label']],
  ['with another scope', { ...connection('a'), scope: ['openid', 'theirs'] }, []],
])('what was recreated and is there again %s is one row', (_how, entry, conflicts) => {
  const recreated = decide(rebase(draftWith(base, [label]), base, gone, at), gone, 'recreate')
  expect(rowsOf(gone, recreated)).toMatchObject([{ status: 'new', fields: { label: 'Mine' } }])
  const back = snapshotOf({ oidc: [connection('b'), entry], revisionId: 'revision-3' })
  const moved = rebase(recreated, gone, back, at)
  // Before and after the window moved it on, and after that is taken back.
  for (const draft of [recreated, moved, undo(moved)]) {
    const isOpen = draft.intents.connection['oidc:a'] !== undefined
    if (!isOpen) continue
    expect(rowsOf(back, draft)).toHaveLength(1)
    expect(findConflicts(back, draft.intents).map(({ id }) => id)).toEqual(conflicts ?? [])
    const ids = changesInDraft(back, draft.intents).map(({ id }) => id)
    expect(ids).toEqual(conflicts ? ['connection oidc:a'] : [])
    for (const choice of ['mine', 'theirs'] as const) {
      const decided = decide(draft, back, choice)
      expect(findConflicts(back, decided.intents)).toEqual([])
      const operations = patchOf(planPublish(back, decided.intents))
      const mine = choice === 'mine' || conflicts?.length === 0
      expect(operations).toEqual(
        conflicts && mine
          ? [{ op: 'replace', path: expect.stringMatching(/1\/label$/), value: 'Mine' }]
          : [],
      )
    }
  }
})
