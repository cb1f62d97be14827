import { expect, test } from 'vitest'
import { emptyDraft, redo, undo, type Draft } from '../../../../src/core/draft/draft'
import { type Edit } from '../../../../src/core/draft/edits'
import { historyOf } from '../../../../src/core/draft/history'
import { rebase } from '../../../../src/core/draft/rebase'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import type { JsonObject, JsonValue } from '../../../../src/core/model/json'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'
import { draftWith } from '../../../support/states/draft-with'

const at = '2026-11-25T12:00:00.000Z'
const project = (...entries: JsonObject[]) =>
  snapshotOf({ oidc: entries, revisionId: 'revision-2' })
const before = snapshotOf({ oidc: ['a', 'b'].map((id) => connection(id)) })

const set = (id: string, field: string, value: JsonValue): Edit =>
  fieldEdit({ kind: 'connection', key: `oidc:${id}` }, field, value)

const edited = (...edits: Edit[]): Draft => draftWith(before, edits)
const fieldsOf = (draft: Draft, now: typeof before, id: string) =>
  workingCopy(now, draft.intents).connections.find(({ target }) => target.key === `oidc:${id}`)
    ?.fields

test.each<[string, JsonObject[], number]>([
  ['changes nothing', [connection('a'), connection('b')], 1],
  ['changes another field of the same thing', [connection('a', { pkce: 'x' }), connection('b')], 1],
  ['settles another field', [connection('a', { label: 'Mine' }), connection('b')], 0],
  ['settles another thing', [connection('a'), connection('b', { label: 'Mine' })], 1],
])('redo is there after a refresh that %s', (_what, entries, left) => {
  const draft = undo(edited(set('a', 'label', 'Mine'), set('a', 'client_id', 'again')))
  const now = project(...entries)
  const moved = rebase(draft, before, now, at)
  expect(moved.branches).toEqual([])
  expect(moved.future.map(({ label }) => label)).toEqual(['set-field'])
  const again = redo(moved)
  expect(fieldsOf(again, now, 'a')).toMatchObject({ label: 'Mine', client_id: 'again' })
  expect(workingCopy(now, moved.intents).touched.connections).toHaveLength(left)
  // And all of it is walked back and forth as before.
  let walked = again
  while (walked.past.length > 0) walked = undo(walked)
  expect(walked.intents).toEqual(emptyDraft('' as never, '').intents)
  while (walked.future.length > 0) walked = redo(walked)
  expect(walked.intents).toEqual(again.intents)
})

test('what was undone about the very same becomes a branch, and the step says so', () => {
  const label = set('a', 'label', 'Mine')
  const draft = undo(edited(label, set('a', 'label', 'Mine once more')))
  const moved = rebase(draft, before, project(connection('a', { label: 'Mine' })), at)
  expect(moved.future).toEqual([])
  expect(moved.branches).toHaveLength(1)
  expect(moved.past.at(-1)?.label).toBe(
    'Moved to revision revision; the undone steps are kept in the history',
  )
  expect(historyOf(moved).map(({ state }) => state)).toContain('abandoned')
})

test('what was undone about a thing that is gone becomes a branch', () => {
  const deleted: Edit = { kind: 'delete-connection', key: 'oidc:a' }
  const draft = undo(edited(deleted, set('b', 'label', 'Mine')))
  const moved = rebase(draft, before, project(connection('b')), at)
  // Both deleted it. The edit of another thing can be done again.
  expect(moved.intents.connection).toEqual({})
  expect(moved.future).toHaveLength(1)
  const own = undo(edited(set('b', 'label', 'Mine'), { kind: 'delete-connection', key: 'oidc:b' }))
  const settled = rebase(own, before, project(connection('b', { label: 'Mine' })), at)
  expect([settled.future.length, settled.branches.length]).toEqual([0, 1])
})
