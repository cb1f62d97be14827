import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterPublish } from '../../../../src/core/publish/after-publish'
import { afterPublishOf } from '../../../support/publishing/after-publish-of'
import {
  draftSchema,
  emptyDraft,
  record,
  redo,
  undo,
  type Draft,
} from '../../../../src/core/draft/draft'
import { intentChangesOf, type Edit } from '../../../../src/core/draft/edits'
import { goTo, historyOf, takeBranch } from '../../../../src/core/draft/history'
import {
  filterIntents,
  noIntents,
  sameTarget,
  targetsOf,
  type Target,
} from '../../../../src/core/intents/intents'
import { droppedFields } from '../../../../src/core/publish/dropped-fields'
import { entitiesOf, workingCopy } from '../../../../src/core/draft/working-copy'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { arbitraryGestures, perform } from '../../../support/states/edits'
import { arbitrarySnapshot, connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'
import { size as sized } from '../../../soak/size'

const at = '2026-11-25T12:00:00.000Z'
const runs = { numRuns: sized(400, 1000), verbose: 1 }
const mark = { publishId: 'publish-1', at }
const base = snapshotOf({ oidc: [connection('a'), connection('b')] })

const label = (key: string, value: string): Edit =>
  fieldEdit({ kind: 'connection', key }, 'label', value)
function edited(draft: Draft, ...edits: Edit[]): Draft {
  return edits.reduce((before, edit) => {
    const changes = intentChangesOf(base, before.intents, edit)
    const name = edit.kind === 'set-field' ? String(edit.value) : edit.kind
    return record(before, { label: name, at, changes })
  }, draft)
}
const start = emptyDraft('p' as never, base.revisionId)
/** The published steps, then the rows of the history. */
const words = (draft: Draft) => [
  ...draft.earlier.flatMap(({ publishId, steps }) => [
    ...steps.map(({ label: text }) => `${text}: published`),
    publishId,
  ]),
  ...historyOf(draft).map(({ label: text, state }) =>
    state === 'done' ? text : `${text}: ${state}`,
  ),
]
const whole = (draft: Draft, move: (draft: Draft) => Draft) => {
  let [now, next] = [draft, move(draft)]
  while (next !== now) [now, next] = [next, move(next)]
  return now
}

test('what was left out of a publish can be undone, what was published is only read', () => {
  const draft = edited(start, label('oidc:a', 'A1'), label('oidc:b', 'B1'), label('oidc:a', 'A2'))
  const answer = snapshotOf({ oidc: [connection('a', { label: 'A2' }), connection('b')] })
  const rest = afterPublishOf(draft, [{ kind: 'connection', key: 'oidc:a' }], answer, {}, mark)
  expect(words(rest)).toEqual([
    'A1: published',
    'A2: published',
    'publish-1',
    'Beginning of the draft',
    'B1',
  ])
  const back = undo(rest)
  expect(back.intents).toEqual(noIntents)
  expect(undo(back)).toBe(back)
  expect(redo(back).intents).toEqual(rest.intents)
  // A step that was published leads nowhere.
  const published = rest.earlier.flatMap(({ steps }) => steps)
  expect(published.map(({ id }) => goTo(rest, id))).toEqual([rest, rest])
})

test('the requests of one publish are one mark, the next publish is another', () => {
  const draft = edited(start, label('oidc:a', 'A1'), label('oidc:b', 'B1'))
  const answer = snapshotOf({
    oidc: [connection('a', { label: 'A1' }), connection('b', { label: 'B1' })],
  })
  const one = afterPublishOf(draft, [{ kind: 'connection', key: 'oidc:a' }], answer, {}, mark)
  const two = afterPublishOf(one, [{ kind: 'connection', key: 'oidc:b' }], answer, {}, mark)
  expect(words(two)).toEqual([
    'A1: published',
    'B1: published',
    'publish-1',
    'Beginning of the draft',
  ])
  const again = record(two, {
    label: 'B2',
    at,
    changes: intentChangesOf(answer, two.intents, label('oidc:b', 'B2')),
  })
  const other = { ...mark, publishId: 'publish-2' }
  const last = afterPublishOf(again, [{ kind: 'connection', key: 'oidc:b' }], answer, {}, other)
  expect(last.earlier.map(({ steps }) => steps.length)).toEqual([2, 1])
})

test('a bulk edit of which a part was published is a step of the rest', () => {
  const changes = ['oidc:a', 'oidc:b'].flatMap((key) =>
    intentChangesOf(base, noIntents, label(key, 'Both')),
  )
  const draft = record(start, { label: 'Both', at, changes })
  const answer = snapshotOf({ oidc: [connection('a', { label: 'Both' }), connection('b')] })
  const rest = afterPublishOf(draft, [{ kind: 'connection', key: 'oidc:a' }], answer, {}, mark)
  expect(rest.past[0]?.changes.map(({ target }) => target.key)).toEqual(['oidc:b'])
  expect(undo(rest).intents).toEqual(noIntents)
})

test('steps name an organization by the id that it has got', () => {
  const draft = edited(
    start,
    { kind: 'create-organization', key: 'new:o', fields: { label: 'O' } },
    {
      kind: 'create-connection',
      key: 'new:c',
      protocol: 'oidc',
      fields: { id: 'c', organization_id: 'new:o' },
    },
    fieldEdit({ kind: 'connection', key: 'oidc:a' }, 'organization_id', 'new:o'),
  )
  const answer = snapshotOf({
    oidc: [connection('a'), connection('b')],
    organizations: [{ id: 'given', label: 'O' }],
  })
  const ids = { 'new:o': 'given' }
  const rest = afterPublishOf(draft, [{ kind: 'organization', key: 'new:o' }], answer, ids, mark)
  const held = [rest.intents, rest.past.map(({ changes }) => changes)]
  expect(JSON.stringify(held)).not.toContain('new:o')
  expect(whole(whole(rest, undo), redo).intents).toEqual(rest.intents)
})

test('what was undone or given up stays, as far as it was not published', () => {
  const given = edited(
    undo(edited(start, label('oidc:b', 'B1'))),
    label('oidc:a', 'A1'),
    label('oidc:b', 'B2'),
  )
  const draft = undo(edited(given, label('oidc:b', 'B3')))
  const answer = snapshotOf({ oidc: [connection('a', { label: 'A1' }), connection('b')] })
  const rest = afterPublishOf(draft, [{ kind: 'connection', key: 'oidc:a' }], answer, {}, mark)
  expect(words(rest)).toEqual([
    'A1: published',
    'publish-1',
    'Beginning of the draft',
    'B1: abandoned',
    'B2',
    'B3: undone',
  ])
  expect(workingCopy(answer, redo(rest).intents).connections[1]?.fields['label']).toBe('B3')
  const taken = takeBranch(rest, rest.branches[0]!.id)
  expect(workingCopy(answer, taken.intents).connections[1]?.fields['label']).toBe('B1')
})

test('what a request kept back goes with the next one, and is one step that can be undone', () => {
  const secret = { $secret: '7f9c2ba4-e88f-4927-8c1e-3a8f1f9c0001' }
  const draft = edited(
    start,
    {
      kind: 'create-connection',
      key: 'new:c',
      protocol: 'oidc',
      fields: { id: 'c', label: 'C', client_secret: secret, scope: ['openid'] },
    },
    label('oidc:a', 'A1'),
    label('oidc:b', 'B1'),
  )
  const all = draft.intents.connection
  const { client_secret: kept, scope: _scope, ...fields } = all['new:c']!.fields
  // The first request makes the connection without its secret, changes one whole, and leaves one alone.
  const sent = {
    ...draft.intents,
    connection: { 'new:c': { ...all['new:c']!, fields }, 'oidc:a': all['oidc:a']! },
  }
  const made = connection('c', { label: 'C' })
  const answer = snapshotOf({
    oidc: [connection('a', { label: 'A1' }), connection('b'), made],
  })
  const rest = afterPublish(draft, sent, answer, {}, mark)
  expect(rest.intents.connection).toEqual({
    'oidc:b': all['oidc:b'],
    'oidc:c': {
      kind: 'edit',
      fields: {
        client_secret: { ...kept },
        scope: { from: made['scope'], to: ['openid'] },
      },
    },
  })
  const title = 'Follows with the next request'
  expect(words(rest).slice(-2)).toEqual(['B1', title])
  expect(undo(rest).intents.connection).toEqual({ 'oidc:b': all['oidc:b'] })
  // It is the app's step and not the person's: the next request lists it below no publish.
  const next = afterPublishOf(rest, targetsOf(rest.intents), answer, {}, mark)
  const listed = next.earlier.flatMap(({ steps }) => steps).map((step) => step.label)
  expect(listed).toHaveLength(3)
  expect(listed).not.toContain(title)
})

test('what the answer has not taken stays whole: a deletion, and what it does not show', () => {
  const draft = edited(start, { kind: 'delete-connection', key: 'oidc:a' }, label('oidc:b', 'B1'))
  const ignored = afterPublishOf(draft, targetsOf(draft.intents), base, {}, mark)
  expect(ignored.intents).toEqual({
    ...noIntents,
    connection: {
      'oidc:a': draft.intents.connection['oidc:a'],
      'oidc:b': { kind: 'edit', fields: { label: { from: 'Label of b', to: 'B1' } } },
    },
  })
  const unseen = snapshotOf({ oidc: [connection('a')] })
  expect(afterPublishOf(draft, targetsOf(draft.intents), unseen, {}, mark).intents).toEqual(
    draft.intents,
  )
})

test('what the answer does not show at all stays whole, with what was kept back of it', () => {
  const create: Edit = {
    kind: 'create-connection',
    key: 'new:c',
    protocol: 'oidc',
    fields: { id: 'c', label: 'C', scope: ['openid'] },
  }
  const draft = edited(start, create)
  const { scope: _later, ...fields } = draft.intents.connection['new:c']!.fields
  const sent = {
    ...noIntents,
    connection: { 'new:c': { ...draft.intents.connection['new:c']!, fields } },
  }
  const rest = afterPublish(draft, sent, base, {}, mark)
  expect(rest.intents).toStrictEqual(draft.intents)
  expect(rest.past).toStrictEqual(draft.past)
})

test('what was not kept and what was kept back of one connection are two steps', () => {
  const draft = edited(
    start,
    label('oidc:a', 'A1'),
    fieldEdit({ kind: 'connection', key: 'oidc:a' }, 'pkce', 'force'),
  )
  const { pkce: _later, ...fields } = draft.intents.connection['oidc:a']!.fields
  const sent = {
    ...noIntents,
    connection: { 'oidc:a': { ...draft.intents.connection['oidc:a']!, fields } },
  }
  const rest = afterPublish(draft, sent, base, {}, mark)
  expect(rest.past.map((step) => step.label)).toEqual([
    'Not kept by Ory',
    'Follows with the next request',
  ])
  expect(new Set(rest.past.map(({ id }) => id)).size).toBe(2)
  expect(rest.past.map(({ changes }) => changes)).toStrictEqual([
    [
      {
        target: { kind: 'connection', key: 'oidc:a' },
        field: 'label',
        after: { from: 'Label of a', to: 'A1' },
      },
    ],
    [{ target: { kind: 'connection', key: 'oidc:a' }, field: 'pkce', after: { to: 'force' } }],
  ])
})

test('a connection stays in the organization that it joined, and a text that reads like a key stays', () => {
  const draft = edited(
    start,
    { kind: 'create-organization', key: 'new:o', fields: { label: 'O' } },
    fieldEdit({ kind: 'connection', key: 'oidc:a' }, 'organization_id', 'o1'),
    label('oidc:b', 'new:o'),
  )
  const answer = snapshotOf({
    oidc: [connection('a'), connection('b')],
    organizations: [{ id: 'given', label: 'O' }],
  })
  const targets = [{ kind: 'organization', key: 'new:o' }] as const
  const rest = afterPublishOf(draft, targets, answer, { 'new:o': 'given' }, mark)
  expect(rest.intents.connection).toStrictEqual(draft.intents.connection)
  expect(rest.past).toStrictEqual(draft.past.slice(1))
})

test('a step that belongs to several targets is listed as published as soon as one of them is', () => {
  const changes = ['oidc:a', 'oidc:b'].flatMap((key) =>
    intentChangesOf(base, noIntents, label(key, 'Both')),
  )
  const draft = record(start, { label: 'Both', at, changes })
  const first = snapshotOf({ oidc: [connection('a', { label: 'Both' }), connection('b')] })
  const one = afterPublishOf(draft, [{ kind: 'connection', key: 'oidc:a' }], first, {}, mark)
  expect(words(one)).toEqual(['Both: published', 'publish-1', 'Beginning of the draft', 'Both'])
  // Sent again for the other target, it is still one step of the publish.
  const second = snapshotOf({
    oidc: [connection('a', { label: 'Both' }), connection('b', { label: 'Both' })],
  })
  const two = afterPublishOf(one, [{ kind: 'connection', key: 'oidc:b' }], second, {}, mark)
  expect(words(two)).toEqual(['Both: published', 'publish-1', 'Beginning of the draft'])
})

test('the steps of a publish stand in the order of their times, whichever request sent them', () => {
  const [early, late] = ['2026-11-25T10:00:00.000Z', '2026-11-25T11:00:00.000Z']
  const step = (before: Draft, key: string, time: string) =>
    record(before, {
      label: key,
      at: time,
      changes: intentChangesOf(base, before.intents, label(key, 'New')),
    })
  const draft = step(step(start, 'oidc:b', early), 'oidc:a', late)
  const first = snapshotOf({ oidc: [connection('a', { label: 'New' }), connection('b')] })
  const one = afterPublishOf(draft, [{ kind: 'connection', key: 'oidc:a' }], first, {}, mark)
  const both = snapshotOf({
    oidc: [connection('a', { label: 'New' }), connection('b', { label: 'New' })],
  })
  const two = afterPublishOf(one, [{ kind: 'connection', key: 'oidc:b' }], both, {}, mark)
  expect(words(two).slice(0, 2)).toEqual(['oidc:b: published', 'oidc:a: published'])
})

test('the newest publishes, and the newest steps of each, are kept for display', () => {
  let draft = start
  for (let count = 0; count < 203; count += 1) draft = edited(draft, label('oidc:a', `A${count}`))
  const answer = snapshotOf({ oidc: [connection('a', { label: 'A202' }), connection('b')] })
  const targets = [{ kind: 'connection', key: 'oidc:a' }] as const
  const one = afterPublishOf(draft, targets, answer, {}, mark)
  expect(one.earlier[0]?.steps).toHaveLength(200)
  expect(one.earlier[0]?.steps.at(-1)?.label).toBe('A202')
  let many = one
  for (let count = 0; count < 21; count += 1) {
    many = afterPublishOf(many, [], answer, {}, { ...mark, publishId: `later-${count}` })
  }
  expect(many.earlier).toHaveLength(20)
  expect(many.earlier.at(-1)?.publishId).toBe('later-20')
})

test('a branch hangs on the nearest step before it that is still there', () => {
  const withBranch = (...before: Edit[]) =>
    edited(undo(edited(start, ...before, label('oidc:b', 'Given up'))), label('oidc:b', 'B'))
  const answer = snapshotOf({ oidc: [connection('a', { label: 'A1' }), connection('b')] })
  const targets = [{ kind: 'connection', key: 'oidc:a' }] as const
  const branchOf = (draft: Draft) => afterPublishOf(draft, targets, answer, {}, mark).branches[0]

  const kept = withBranch(label('oidc:b', 'B0'), label('oidc:a', 'A1'))
  expect(branchOf(kept)?.after).toBe(kept.past[0]?.id)
  expect(branchOf(withBranch(label('oidc:a', 'A0'), label('oidc:a', 'A1')))).not.toHaveProperty(
    'after',
  )
  const direct = withBranch(label('oidc:a', 'A1'), label('oidc:b', 'B0'))
  expect(branchOf(direct)?.after).toBe(direct.past[1]?.id)
  // What is undone follows on what is done.
  const line = edited(start, label('oidc:b', 'B0'), label('oidc:a', 'A1'), label('oidc:b', 'B1'))
  const split = undo(edited(line, label('oidc:a', 'A2'), label('oidc:b', 'Given up')))
  const back = undo(undo(edited(split, label('oidc:b', 'B2'))))
  expect(back.future.map((step) => step.label)).toEqual(['A2', 'B2'])
  expect(branchOf(back)?.after).toBe(line.past[2]?.id)
  // One branch grows on another, whose first step is published.
  const trunk = undo(edited(start, label('oidc:a', 'A1'), label('oidc:b', 'B1')))
  const twig = undo(edited(trunk, label('oidc:b', 'B2')))
  const grown = edited(twig, label('oidc:b', 'B3'))
  const rest = afterPublishOf(grown, targets, answer, {}, mark)
  expect(rest.branches).toHaveLength(2)
  for (const branch of rest.branches) expect(branch).not.toHaveProperty('after')
})

test('a step that takes a connection out of a new organization names it by its id', () => {
  const target = { kind: 'connection', key: 'oidc:a' } as const
  const draft = edited(
    start,
    { kind: 'create-organization', key: 'new:o', fields: { label: 'O' } },
    { kind: 'set-field', target, field: 'organization_id', value: 'new:o' },
    { kind: 'set-field', target, field: 'organization_id', value: 'o1' },
  )
  const answer = snapshotOf({
    oidc: [connection('a'), connection('b')],
    organizations: [{ id: 'given', label: 'O' }],
  })
  const targets = [{ kind: 'organization', key: 'new:o' }] as const
  const rest = afterPublishOf(draft, targets, answer, { 'new:o': 'given' }, mark)
  expect(rest.past.flatMap(({ changes }) => changes)).toStrictEqual([
    { target, field: 'organization_id', after: { to: 'given' } },
    { target, field: 'organization_id', before: { to: 'given' }, after: { to: 'o1' } },
  ])
})

test('an undone step that made a connection in a new organization names it by its id', () => {
  const draft = undo(
    edited(
      start,
      { kind: 'create-organization', key: 'new:o', fields: { label: 'O' } },
      {
        kind: 'create-connection',
        key: 'new:c',
        protocol: 'oidc',
        fields: { id: 'c', organization_id: 'new:o' },
      },
      { kind: 'delete-connection', key: 'new:c' },
    ),
  )
  const answer = snapshotOf({
    oidc: [connection('a'), connection('b')],
    organizations: [{ id: 'given', label: 'O' }],
  })
  const targets = [{ kind: 'organization', key: 'new:o' }] as const
  const rest = afterPublishOf(draft, targets, answer, { 'new:o': 'given' }, mark)
  expect(JSON.stringify([rest.past, rest.future])).not.toContain('new:o')
  expect(rest.future[0]?.changes[0]?.before).toMatchObject({
    fields: { organization_id: { to: 'given' } },
  })
})

/** The project as it is once all of the intents are the server's. */
function answerOf(snapshot: Snapshot, draft: Draft): Snapshot {
  const copy = workingCopy(snapshot, draft.intents)
  const left = copy.connections.filter(({ status }) => status !== 'deleted')
  const of = (protocol: string) =>
    left.filter((item) => item.protocol === protocol).map(({ fields }) => fields)
  return snapshotOf({
    oidc: of('oidc'),
    saml: of('saml'),
    organizations: copy.organizations
      .filter(({ status }) => status !== 'deleted')
      .map(({ fields, target }) => ({ id: target.key, ...fields })),
    revisionId: 'after',
  })
}

const targetsIn = (draft: Draft): Target[] =>
  [...draft.past, ...draft.future, ...draft.branches.flatMap(({ steps }) => steps)].flatMap(
    ({ changes }) => changes.map(({ target }) => target),
  )

test('after any publish of a part: undo of all is the beginning, redo of all the rest again', () => {
  fc.assert(
    fc.property(
      arbitrarySnapshot,
      arbitraryGestures,
      arbitraryGestures,
      fc.nat({ max: 12 }),
      fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
      fc.boolean(),
      (snapshot, first, second, undone, picks, keepsAll) => {
        let draft = perform(snapshot, first)
        for (let count = 0; count < undone; count += 1) draft = undo(draft)
        draft = perform(snapshot, second, draft)
        const targets = targetsOf(draft.intents).filter((_target, index) => picks[index % 20])
        // An answer that shows all of it, and one that shows nothing of it.
        const answer = keepsAll ? answerOf(snapshot, draft) : snapshot
        const rest = afterPublishOf(draft, targets, answer, {}, mark)
        expect(draftSchema.parse(JSON.parse(JSON.stringify(rest)))).toEqual(
          JSON.parse(JSON.stringify(rest)),
        )
        const begun = whole(rest, undo)
        expect(begun.intents).toEqual(noIntents)
        const end = begun.past.length + begun.future.length - rest.future.length
        expect(goTo(begun, begun.future[end - 1]?.id).intents).toEqual(rest.intents)
        // Every step is somewhere, and none that can be done is about what was published.
        const labels = [...rest.past, ...rest.earlier.flatMap(({ steps }) => steps)].map(
          ({ id }) => id,
        )
        for (const { id } of draft.past) expect(labels).toContain(id)
        const sent = filterIntents(draft.intents, (target) =>
          targets.some((item) => sameTarget(item, target)),
        )
        if (droppedFields(sent, answer, {}).length === 0) {
          const done = new Set(targets.map(({ kind, key }) => `${kind} ${key}`))
          for (const { kind, key } of targetsIn(rest))
            expect(done.has(`${kind} ${key}`)).toBe(false)
        }
        for (const { id, after } of rest.branches) {
          const known = historyOf(rest).map(({ stepId }) => stepId)
          expect(known).toContain(id)
          expect(known).toContain(after)
        }
        expect(entitiesOf(workingCopy(answer, takeAll(rest).intents)).length).toBeGreaterThan(0)
      },
    ),
    runs,
  )
})

/** Goes through every branch, which must lead somewhere. */
function takeAll(draft: Draft): Draft {
  return draft.branches.reduce((now, { id }) => takeBranch(now, id), draft)
}
