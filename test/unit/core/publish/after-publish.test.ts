import fc from 'fast-check'
import { expect, test } from 'vitest'
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
import { size as sized } from '../../../soak/size'

const at = '2026-11-25T12:00:00.000Z'
const runs = { numRuns: sized(400, 1000), verbose: 1 }
const mark = { publishId: 'publish-1', at }
const base = snapshotOf({ oidc: [connection('a'), connection('b')] })

const label = (key: string, value: string): Edit => ({
  kind: 'set-field',
  target: { kind: 'connection', key },
  field: 'label',
  value,
})
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
    {
      kind: 'set-field',
      target: { kind: 'connection', key: 'oidc:a' },
      field: 'organization_id',
      value: 'new:o',
    },
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
