import { expect, test } from 'vitest'
import { intentChangesOf as changesOfEdit, type Edit } from '../../../../src/core/draft/edits'
import {
  findConflicts,
  isTextConflict,
  resolveConflict,
} from '../../../../src/core/draft/conflicts'
import { emptyDraft, record, undo, type Draft } from '../../../../src/core/draft/draft'
import { listMoved, rebase } from '../../../../src/core/draft/rebase'
import { mergeSets } from '../../../../src/core/intents/sets'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import type { JsonObject } from '../../../../src/core/model/json'
import { toMapperUrl, mapperHash } from '../../../../src/core/model/mapper-text'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const at = '2026-11-25T12:00:00.000Z'
const target = { kind: 'connection', key: 'oidc:a' } as const
const base = (a: JsonObject = {}) => snapshotOf({ oidc: [connection('a', a), connection('b')] })

function edited(snapshot = base(), ...edits: Edit[]): Draft {
  return edits.reduce(
    (draft, edit) =>
      record(draft, { label: '', at, changes: changesOfEdit(snapshot, draft.intents, edit) }),
    emptyDraft('p' as never, snapshot.revisionId),
  )
}
const set = (field: string, value: Edit extends { value?: infer V } ? V : unknown): Edit =>
  ({ kind: 'set-field', target, field, value }) as Edit

test('the same field changed by both is a conflict with base and both values', () => {
  const before = base()
  const now = base({ issuer_url: 'https://theirs.example' })
  const draft = rebase(edited(before, set('issuer_url', 'https://mine.example')), before, now, at)
  const [conflict, ...others] = findConflicts(now, draft.intents)
  expect(others).toEqual([])
  expect(conflict).toMatchObject({
    kind: 'field',
    field: 'issuer_url',
    was: 'https://a.example',
    mine: 'https://mine.example',
    theirs: 'https://theirs.example',
  })
  const change = resolveConflict(draft.intents, conflict!, 'mine')
  const kept = record(draft, { label: '', at, changes: [change] })
  expect(findConflicts(now, kept.intents)).toEqual([])
  expect(workingCopy(now, kept.intents).connections[0]?.fields['issuer_url']).toBe(
    'https://mine.example',
  )
  expect(findConflicts(now, undo(kept).intents)).toHaveLength(1)
  const theirs = resolveConflict(draft.intents, conflict!, 'theirs')
  const taken = record(draft, { label: '', at, changes: [theirs] })
  expect(workingCopy(now, taken.intents).connections[0]?.status).toBe('unchanged')
})

test('the same value on both sides disappears, in one step that can be taken back', () => {
  const before = base()
  const now = base({ label: 'Same' })
  const draft = rebase(edited(before, set('label', 'Same')), before, now, at)
  expect(draft.intents.connection).toEqual({})
  expect(draft.past).toHaveLength(2)
})

test('a mapper that the server stored under its hash is the same mapper', () => {
  const before = base()
  const url = toMapperUrl('{ identity: { traits: {} } }')
  const stored = `https://storage.example/bucket/${mapperHash(url)}.jsonnet`
  const draft = rebase(
    edited(before, set('mapper_url', url)),
    before,
    base({ mapper_url: stored }),
    at,
  )
  expect(draft.intents.connection).toEqual({})
})

test('scopes of both sides merge as sets', () => {
  expect(mergeSets('scope', ['a', 'b'], ['b', 'mine'], ['a', 'b', 'theirs'])).toEqual([
    'b',
    'theirs',
    'mine',
  ])
  const before = base({ scope: ['openid'] })
  const now = base({ scope: ['openid', 'theirs'] })
  const draft = rebase(edited(before, set('scope', ['openid', 'mine'])), before, now, at)
  expect(findConflicts(now, draft.intents)).toEqual([])
  expect(workingCopy(now, draft.intents).connections[0]?.fields['scope']).toEqual([
    'openid',
    'theirs',
    'mine',
  ])
})

test('what vanished can be recreated with all its fields, or dropped', () => {
  const before = base()
  const now = snapshotOf({ oidc: [connection('b')] })
  const draft = rebase(edited(before, set('label', 'Mine')), before, now, at)
  const [conflict] = findConflicts(now, draft.intents)
  expect(conflict?.kind).toBe('vanished')
  const again = record(draft, {
    label: '',
    at,
    changes: [resolveConflict(draft.intents, conflict!, 'recreate')],
  })
  const found = workingCopy(now, again.intents).connections.at(-1)
  expect(found).toMatchObject({ status: 'new', fields: { ...connection('a'), label: 'Mine' } })
  const dropped = record(draft, {
    label: '',
    at,
    changes: [resolveConflict(draft.intents, conflict!, 'drop')],
  })
  expect(dropped.intents.connection).toEqual({})
})

test('a deletion of what someone else changed meanwhile asks first', () => {
  const before = base()
  const now = base({ label: 'Theirs' })
  const draft = rebase(
    edited(before, { kind: 'delete-connection', key: 'oidc:a' }),
    before,
    now,
    at,
  )
  expect(findConflicts(now, draft.intents)[0]?.kind).toBe('changed-after-delete')
  expect(listMoved(before, now)).toHaveLength(1)
})

test('a deletion of what is gone is done', () => {
  const before = base()
  const now = snapshotOf({ oidc: [connection('b')] })
  const draft = rebase(
    edited(before, { kind: 'delete-connection', key: 'oidc:a' }),
    before,
    now,
    at,
  )
  expect(draft.intents.connection).toEqual({})
})

test('typing in one field is one step, and typing back to the start leaves none', () => {
  const snapshot = base()
  let draft = emptyDraft('p' as never, snapshot.revisionId)
  for (const value of ['L', 'La', 'MapperEditor']) {
    const changes = changesOfEdit(snapshot, draft.intents, set('label', value))
    draft = record(draft, { label: 'Label', at, group: 'a label', changes })
  }
  expect(draft.past).toHaveLength(1)
  const back = changesOfEdit(snapshot, draft.intents, set('label', 'Label of a'))
  draft = record(draft, { label: 'Label', at, group: 'a label', changes: back })
  expect(draft.past).toHaveLength(0)
  expect(draft.intents.connection).toEqual({})
})

test('a mapper that both changed is a conflict of texts, and takes a text of its own', () => {
  const before = base({ mapper_url: 'https://storage.example/old.jsonnet' })
  const stored = `https://storage.example/bucket/${mapperHash(toMapperUrl('theirs'))}.jsonnet`
  const now = base({ mapper_url: stored })
  const draft = rebase(edited(before, set('mapper_url', toMapperUrl('mine'))), before, now, at)
  const [conflict] = findConflicts(now, draft.intents)
  expect(conflict && isTextConflict(conflict)).toBe(true)
  const decide = (merged: string) => {
    const change = resolveConflict(draft.intents, conflict!, { merged })
    return record(draft, { label: '', at, changes: [change] })
  }
  const merged = decide(toMapperUrl('both'))
  expect(findConflicts(now, merged.intents)).toEqual([])
  expect(workingCopy(now, merged.intents).connections[0]?.fields['mapper_url']).toBe(
    toMapperUrl('both'),
  )
  // A merged text that is theirs leaves nothing to change.
  expect(decide(toMapperUrl('theirs')).intents.connection).toEqual({})
})

test('an address that is no text of ours is decided as a whole', () => {
  const before = base({ mapper_url: 'https://one.example/m.jsonnet' })
  const now = base({ mapper_url: 'https://two.example/m.jsonnet' })
  const draft = rebase(edited(before, set('mapper_url', toMapperUrl('mine'))), before, now, at)
  const [conflict] = findConflicts(now, draft.intents)
  expect(conflict && isTextConflict(conflict)).toBe(false)
})
