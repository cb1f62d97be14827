import { describe, expect, test } from 'vitest'
import { emptyDraft, record, undo, type Draft } from '../../../../src/core/draft/draft'
import { goTo, historyOf, takeBranch } from '../../../../src/core/draft/history'
import { listMoved, rebase } from '../../../../src/core/draft/rebase'
import {
  noIntents,
  type EntityIntent,
  type IntentChange,
  type Intents,
} from '../../../../src/core/intents/intents'
import { scimEntry } from '../../../support/states/radar'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const at = '2026-11-25T12:00:00.000Z'
const organizations = [{ id: 'o', label: 'One', domains: [], updated_at: 'then' }]
const before = snapshotOf({ oidc: [connection('a'), connection('b')], organizations })
const draftOf = (intents: Partial<Intents>): Draft => ({
  ...emptyDraft('p' as never, before.revisionId),
  intents: { ...noIntents, ...intents },
})
const edit: EntityIntent = { kind: 'edit', fields: { label: { from: 'Label of a', to: 'Mine' } } }
const now = (parts: Parameters<typeof snapshotOf>[0]) =>
  snapshotOf({ organizations, revisionId: 'revision-2', ...parts })

describe('a draft on a newer state', () => {
  test('has no step where nothing of it is settled', () => {
    const draft = draftOf({ connection: { 'oidc:a': edit } })
    const next = now({ oidc: [connection('a', { pkce: 'force' }), connection('b')] })
    expect(rebase(draft, before, next, at)).toStrictEqual({
      ...draft,
      baseRevisionId: 'revision-2',
    })
  })

  test('drops a deletion that somebody else made, and a field that somebody else set', () => {
    const deletion: EntityIntent = { kind: 'delete', seen: connection('b'), fields: {} }
    const draft = draftOf({
      connection: {
        'oidc:a': { ...edit, fields: { ...edit.fields, pkce: { to: 'force' } } },
        'oidc:b': deletion,
      },
    })
    const moved = rebase(draft, before, now({ oidc: [connection('a', { label: 'Mine' })] }), at)
    expect(moved.intents.connection).toEqual({
      'oidc:a': { kind: 'edit', fields: { pkce: { to: 'force' } } },
    })
    expect(moved.past).toMatchObject([{ label: 'Moved to revision revision', at }])
    // A deletion of what is still there stays to be decided.
    const there = now({ oidc: [connection('a'), connection('b', { label: 'Theirs' })] })
    expect(rebase(draft, before, there, at).intents).toEqual(draft.intents)
  })

  test('remembers what vanished as it was last seen, once', () => {
    const draft = draftOf({ connection: { 'oidc:a': edit } })
    const gone = now({ oidc: [connection('b')] })
    const moved = rebase(draft, before, gone, at)
    expect(moved.intents.connection['oidc:a']).toEqual({ ...edit, seen: connection('a') })
    expect(rebase(moved, gone, gone, at)).toStrictEqual(moved)
    const former = {
      ...gone,
      former: [{ kind: 'connection' as const, key: 'oidc:a', entity: { id: 'a' } }],
    }
    expect(rebase(draft, gone, former, at).intents.connection['oidc:a']?.seen).toEqual({ id: 'a' })
    expect(rebase(draft, gone, gone, at).intents).toEqual(draft.intents)
  })

  test('edits what was created again and is there, and creates what is new', () => {
    const again: EntityIntent = {
      kind: 'create',
      protocol: 'oidc',
      fields: { id: { to: 'a' }, label: { to: 'Mine' } },
    }
    const draft = draftOf({ connection: { 'oidc:a': again, 'new:a': again } })
    const moved = rebase(draft, before, now({ oidc: [connection('a')] }), at)
    expect(moved.intents.connection).toMatchObject({ 'oidc:a': { kind: 'edit' }, 'new:a': again })
    const same = now({ oidc: [{ id: 'a', label: 'Mine' }] })
    expect(rebase(draft, before, same, at).intents.connection).toEqual({ 'new:a': again })
    const gone = now({ oidc: [] })
    expect(rebase(draft, before, gone, at)).toStrictEqual({
      ...draft,
      baseRevisionId: 'revision-2',
    })
  })
})

describe('what somebody else did', () => {
  test('is what is there, gone or other, and no time of the server', () => {
    const next = now({
      oidc: [connection('b', { label: 'B', odd: 1 }), connection('c')],
      organizations: [
        { ...organizations[0]!, updated_at: 'now', project_id: 'p' },
        { id: 'p', label: 'Two' },
      ],
    })
    expect(listMoved(before, next)).toEqual([
      { target: { kind: 'organization', key: 'p' }, label: 'Two', how: 'added', fields: [] },
      {
        target: { kind: 'connection', key: 'oidc:b' },
        label: 'B',
        how: 'changed',
        fields: ['label', 'odd'],
      },
      {
        target: { kind: 'connection', key: 'oidc:c' },
        label: 'Label of c',
        how: 'added',
        fields: [],
      },
      {
        target: { kind: 'connection', key: 'oidc:a' },
        label: 'Label of a',
        how: 'removed',
        fields: [],
      },
    ])
    expect(listMoved(before, before)).toEqual([])
  })

  test('is what they did with SCIM clients, once these were read before', () => {
    const next = now({ scimClients: [scimEntry('a', 'o')] })
    const [none, unread] = [now({ scimClients: [] }), now({})]
    const added = { target: { kind: 'scim-client', key: 'a' }, label: 'Label of a', how: 'added' }
    expect(listMoved(none, next)).toEqual([{ ...added, fields: [] }])
    expect(listMoved(next, none)).toEqual([{ ...added, how: 'removed', fields: [] }])
    expect(listMoved(unread, next)).toEqual([])
    // What is known, but could not be read the first time, was there before too.
    const failed = { ...unread, scim: { clients: [], unread: 'failed' as const } }
    expect(listMoved(failed, next)).toEqual([])
  })

  test('is nothing where a list only stands in another order', () => {
    const one = now({ oidc: [connection('a', { scope: ['a', 'b'] })] })
    const other = now({ oidc: [connection('a', { scope: ['b', 'a'] })] })
    expect(listMoved(one, other)).toEqual([])
  })
})

describe('going through a draft', () => {
  const change = (to: string): IntentChange => ({
    target: { kind: 'connection', key: 'oidc:a' },
    field: to,
    after: { to },
  })
  const step = (draft: Draft, label: string) =>
    record(draft, { label, at, changes: [change(label)] })
  const line = ['one', 'two', 'three'].reduce(step, emptyDraft('p' as never, 'r'))
  const labels = (draft: Draft) =>
    historyOf(draft).map(({ label, state, current, depth }) => [label, state, current, depth])

  test('leads nowhere by a step or a branch that it does not have', () => {
    expect(goTo(line, 'none')).toBe(line)
    expect(takeBranch(line, 'none')).toBe(line)
    expect(goTo(line, line.past.at(-1)?.id)).toBe(line)
    expect(goTo(emptyDraft('p' as never, 'r'), undefined)).toEqual(emptyDraft('p' as never, 'r'))
  })

  test('marks where it is, on the line and never on a branch', () => {
    const back = goTo(line, line.past[0]!.id)
    expect(labels(back)).toEqual([
      ['Beginning of the draft', 'done', false, 0],
      ['one', 'done', true, 0],
      ['two', 'undone', false, 0],
      ['three', 'undone', false, 0],
    ])
    const branched = step(back, 'other')
    expect(labels(branched)).toEqual([
      ['Beginning of the draft', 'done', false, 0],
      ['one', 'done', false, 0],
      ['two', 'abandoned', false, 1],
      ['three', 'abandoned', false, 1],
      ['other', 'done', true, 0],
    ])
    const taken = takeBranch(branched, branched.branches[0]!.id)
    expect(taken.past.map(({ label }) => label)).toEqual(['one', 'two', 'three'])
    expect(taken.branches).toMatchObject([{ after: line.past[0]!.id, steps: [{ label: 'other' }] }])
    // A branch from the beginning has no step that it follows on.
    const fresh = step(goTo(line, undefined), 'fresh')
    const again = takeBranch(fresh, fresh.branches[0]!.id)
    expect(again.branches[0]).not.toHaveProperty('after')
    expect(historyOf(goTo(line, undefined))[0]).toMatchObject({ current: true })
    expect(undo(goTo(line, undefined)).intents).toEqual(noIntents)
  })
})
