import { describe, expect, test } from 'vitest'
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
import { noIntents, type EntityIntent, type Target } from '../../../../src/core/intents/intents'
import type { JsonObject, JsonValue } from '../../../../src/core/model/json'
import { toMapperUrl, mapperHash } from '../../../../src/core/model/mapper-text'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { draftWith } from '../../../support/states/draft-with'

const at = '2026-11-25T12:00:00.000Z'
const target = { kind: 'connection', key: 'oidc:a' } as const
const base = (a: JsonObject = {}) => snapshotOf({ oidc: [connection('a', a), connection('b')] })

const edited = (snapshot = base(), ...edits: Edit[]): Draft => draftWith(snapshot, edits)
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

describe('what both sides did', () => {
  const seen = connection('a', { client_secret: '', scope: ['openid'] })
  const intentsWith = (
    entity: EntityIntent,
    key = 'oidc:a',
    kind: Target['kind'] = 'connection',
  ) => ({
    ...noIntents,
    [kind]: { [key]: entity },
  })
  const gone = snapshotOf({ oidc: [connection('b')] })

  test('is no conflict for what is new, or is deleted and gone', () => {
    const create: EntityIntent = { kind: 'create', fields: { label: { from: 'x', to: 'y' } } }
    expect(findConflicts(base(), intentsWith(create, 'new:a'))).toEqual([])
    expect(findConflicts(gone, intentsWith(create))).toEqual([])
    const deletion: EntityIntent = { kind: 'delete', seen, fields: {} }
    expect(findConflicts(gone, intentsWith(deletion))).toEqual([])
    // Drafts of older versions do not know what they delete.
    const { seen: _seen, ...older } = deletion
    expect(findConflicts(base(), intentsWith(older))).toEqual([])
  })

  test('is no conflict of a deletion for what older drafts stored and the app keeps no more', () => {
    const seen = { ...connection('a'), future: { $secret: 'r', kept: 1 } }
    const deletion: EntityIntent = { kind: 'delete', fields: {}, seen }
    const found = (more: JsonObject) =>
      findConflicts(base(more), { ...noIntents, connection: { 'oidc:a': deletion } })
    expect(found({ future: { kept: 1 } })).toEqual([])
    expect(found({ future: { kept: 2 } })).toMatchObject([{ kind: 'changed-after-delete' }])
  })

  test('is no conflict of a deletion for times that the server sets', () => {
    const there = { id: 'o', label: 'One', created_at: 'then', updated_at: 'then' }
    const deletion: EntityIntent = { kind: 'delete', seen: there, fields: {} }
    const now = (more: JsonObject) =>
      snapshotOf({ organizations: [{ ...there, updated_at: 'now', ...more }] })
    const found = (more: JsonObject) =>
      findConflicts(now(more), intentsWith(deletion, 'o', 'organization'))
    expect(found({})).toEqual([])
    expect(found({ label: 'Other' })).toMatchObject([
      {
        kind: 'changed-after-delete',
        id: 'organization o',
        was: there,
        theirs: { label: 'Other' },
      },
    ])
  })

  test('names what an edit would set where nobody knows what it was about', () => {
    const edit: EntityIntent = {
      kind: 'edit',
      fields: { label: { from: 'A', to: 'B' }, scope: {} },
    }
    expect(findConflicts(gone, intentsWith(edit))).toStrictEqual([
      {
        kind: 'vanished',
        id: 'connection oidc:a',
        target,
        seen: undefined,
        edits: { label: 'B', scope: undefined },
      },
    ])
    expect(findConflicts(gone, intentsWith({ ...edit, seen }))).toStrictEqual([
      { kind: 'vanished', id: 'connection oidc:a', target, seen },
    ])
  })

  test('is no conflict of a secret, whatever a server shows of it', () => {
    const edit: EntityIntent = {
      kind: 'edit',
      fields: { client_secret: { from: 'x', to: { $secret: 'r' } } },
    }
    expect(findConflicts(base({ client_secret: '' }), intentsWith(edit))).toEqual([])
  })

  const recreated = (entity: EntityIntent, key: string, kind: Target['kind'] = 'connection') => {
    const intents = intentsWith(entity, key, kind)
    const [conflict] = findConflicts(gone, intents)
    return resolveConflict(intents, conflict!, 'recreate')
  }

  test('comes back with what it had but its secret, and with what the draft meant', () => {
    const edit: EntityIntent = {
      kind: 'edit',
      seen,
      fields: {
        label: { from: 'Label of a', to: 'Mine' },
        scope: { from: ['openid'] },
        odd: { to: 1 },
      },
    }
    const { client_secret: _mask, scope: _taken, ...kept } = seen
    const fields = Object.fromEntries(Object.entries(kept).map(([name, to]) => [name, { to }]))
    expect(recreated(edit, 'oidc:a')).toStrictEqual({
      target,
      before: edit,
      after: {
        kind: 'create',
        protocol: 'oidc',
        seen,
        fields: { ...fields, label: { to: 'Mine' }, odd: { to: 1 } },
      },
    })
    // A secret that the draft has itself goes along.
    const secret = { $secret: 'r' }
    const typed = recreated({ ...edit, fields: { client_secret: { to: secret } } }, 'oidc:a')
    expect(typed).toMatchObject({ after: { fields: { client_secret: { to: secret } } } })
  })

  test('comes back in its own method, and an organization in none', () => {
    const edit: EntityIntent = { kind: 'edit', seen: { id: 's' }, fields: { label: { to: 'S' } } }
    expect(recreated(edit, 'saml:s')).toMatchObject({ after: { protocol: 'saml' } })
    const organization = recreated(edit, 'o', 'organization')
    expect(organization).toMatchObject({ after: { kind: 'create' } })
    expect(organization).not.toHaveProperty('after.protocol')
  })

  test('stays as it is where it cannot be created, and goes where it is given up', () => {
    const edit: EntityIntent = { kind: 'edit', fields: { label: { to: 'B' } } }
    expect(recreated(edit, 'oidc:a')).toStrictEqual({ target, before: edit, after: edit })
    const [conflict] = findConflicts(gone, intentsWith(edit))
    for (const choice of ['drop', 'mine', 'theirs'] as const) {
      expect(resolveConflict(intentsWith(edit), conflict!, choice)).toStrictEqual({
        target,
        before: edit,
      })
    }
    // It was given up by somebody in another window before.
    expect(resolveConflict(noIntents, conflict!, 'recreate')).toStrictEqual({ target })
  })

  test('is a deletion of what is there now, or none', () => {
    const deletion: EntityIntent = { kind: 'delete', seen, fields: {} }
    const now = base({ label: 'Theirs' })
    const [conflict] = findConflicts(now, intentsWith(deletion))
    const theirs = connection('a', { label: 'Theirs' })
    const decide = (choice: 'mine' | 'theirs') =>
      resolveConflict(intentsWith(deletion), conflict!, choice)
    expect(decide('mine')).toStrictEqual({
      target,
      before: deletion,
      after: { kind: 'delete', seen: theirs, fields: {} },
    })
    expect(decide('theirs')).toStrictEqual({ target, before: deletion })
  })

  test('of one field is its value, on what the server has now', () => {
    const edit: EntityIntent = {
      kind: 'edit',
      fields: { label: { from: 'A', to: 'B' }, pkce: { to: 'force' } },
    }
    const now = base({ label: 'Theirs', pkce: 'auto' })
    const intents = intentsWith(edit)
    const [label, pkce] = findConflicts(now, intents)
    expect(resolveConflict(intents, label!, 'mine')).toStrictEqual({
      target,
      field: 'label',
      before: { from: 'A', to: 'B' },
      after: { from: 'Theirs', to: 'B' },
    })
    expect(resolveConflict(intents, pkce!, 'theirs')).toStrictEqual({
      target,
      field: 'pkce',
      before: { to: 'force' },
    })
    // Taken away here, changed there.
    const taken = intentsWith({ kind: 'edit', fields: { label: { from: 'A' } } })
    expect(resolveConflict(taken, findConflicts(now, taken)[0]!, 'mine')).toStrictEqual({
      target,
      field: 'label',
      before: { from: 'A' },
      after: { from: 'Theirs' },
    })
  })

  test('is one of texts only for a field that holds texts, and where both sides have one', () => {
    const [mine, theirs] = ['mine', 'theirs'].map(toMapperUrl)
    const of = (field: string, to: JsonValue, there: JsonValue) => {
      const intents = intentsWith({ kind: 'edit', fields: { [field]: { from: 'x', to } } })
      const [conflict] = findConflicts(base({ [field]: there }), intents)
      return conflict && isTextConflict(conflict)
    }
    expect(of('mapper_url', mine!, theirs!)).toBe(true)
    expect(of('mapper_url', mine!, 'https://elsewhere.example')).toBe(false)
    expect(of('mapper_url', 'https://elsewhere.example', theirs!)).toBe(false)
    expect(of('mapper_url', mine!, 7)).toBe(false)
    expect(of('label', mine!, theirs!)).toBe(false)
    const [vanished] = findConflicts(
      gone,
      intentsWith({ kind: 'edit', fields: { mapper_url: { to: mine! } } }),
    )
    expect(isTextConflict(vanished!)).toBe(false)
  })
})
