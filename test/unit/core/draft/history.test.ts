import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  draftSchema,
  emptyDraft,
  record,
  recordingOf,
  redo,
  undo,
  type Draft,
  type NewStep,
} from '../../../../src/core/draft/draft'
import { goTo, historyOf, takeBranch } from '../../../../src/core/draft/history'
import { moveIntents, moveManyIntents, noIntents } from '../../../../src/core/intents/intents'
import {
  addEntry,
  applyEntries,
  applyEntry,
  entrySchema,
  type Entry,
} from '../../../../src/core/draft/journal'
import { stepFor, type Gesture, arbitraryGestures } from '../../../support/states/edits'
import { arbitrarySnapshot } from '../../../support/states/snapshots'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { size as sized } from '../../../soak/size'

const runs = { numRuns: sized(400, 1000), verbose: 1 }

/** What a person may do with a draft: edit, go back and forth, go anywhere, take a branch. */
type Move =
  | { readonly kind: 'edit'; readonly gesture: Gesture }
  | { readonly kind: 'undo' | 'redo' }
  | { readonly kind: 'go-to' | 'take-branch'; readonly aim: number }

const arbitraryMoves: fc.Arbitrary<Move[]> = fc
  .tuple(
    arbitraryGestures,
    fc.array(
      fc.oneof(
        { weight: 6, arbitrary: fc.constant('edit' as const) },
        { weight: 3, arbitrary: fc.constant('undo' as const) },
        { weight: 1, arbitrary: fc.constant('redo' as const) },
        { weight: 2, arbitrary: fc.constant('go-to' as const) },
        { weight: 2, arbitrary: fc.constant('take-branch' as const) },
      ),
      { minLength: 4, maxLength: 40 },
    ),
    fc.array(fc.nat({ max: 1000 }), { minLength: 40, maxLength: 40 }),
  )
  .map(([gestures, kinds, aims]) =>
    kinds.flatMap((kind, index): Move[] => {
      if (kind === 'undo' || kind === 'redo') return [{ kind }]
      if (kind !== 'edit') return [{ kind, aim: aims[index] ?? 0 }]
      const gesture = gestures[index % Math.max(gestures.length, 1)]
      return gesture ? [{ kind, gesture }] : []
    }),
  )

const stepIds = (draft: Draft) =>
  [...draft.past, ...draft.future, ...draft.branches.flatMap(({ steps }) => steps)].map(
    ({ id }) => id,
  )

function entryOf(snapshot: Snapshot, draft: Draft, move: Move, index: number): Entry | undefined {
  const pick = <Item>(items: readonly Item[], aim: number) => items[aim % Math.max(items.length, 1)]
  switch (move.kind) {
    case 'edit': {
      const step = stepFor(snapshot, draft, move.gesture, index)
      const recording = step && recordingOf(draft, step)
      return recording as Entry | undefined
    }
    case 'go-to': {
      const stepId = pick([undefined, ...stepIds(draft)], move.aim)
      return stepId === undefined ? { kind: 'go-to' } : { kind: 'go-to', stepId }
    }
    case 'take-branch': {
      const branch = pick(draft.branches, move.aim)
      return branch && { kind: 'take-branch', branchId: branch.id }
    }
    case 'undo':
    case 'redo':
      return { kind: move.kind }
  }
}

/** The draft after some moves, with the entries that say them and every draft on the way. */
function walk(snapshot: Snapshot, moves: readonly Move[]) {
  const start = emptyDraft(snapshot.summary.id, snapshot.revisionId)
  const drafts = [start]
  const entries: Entry[] = []
  moves.forEach((move, index) => {
    const draft = drafts.at(-1) ?? start
    const entry = entryOf(snapshot, draft, move, index)
    if (!entry) return
    entries.push(entry)
    drafts.push(applyEntry(draft, entry))
  })
  return { start, drafts, entries, draft: drafts.at(-1) ?? start }
}

const replayed = (draft: Draft) =>
  draft.past
    .flatMap(({ changes }) => changes)
    .reduce((all, change) => moveIntents(all, change, 'forward'), noIntents)

const walks = (check: (walked: ReturnType<typeof walk>, aim: number) => void) =>
  fc.assert(
    fc.property(arbitrarySnapshot, arbitraryMoves, fc.nat(), (snapshot, moves, aim) =>
      check(walk(snapshot, moves), aim),
    ),
    runs,
  )

test('the intents are what the steps that are done add up to', () => {
  walks(({ drafts }) => {
    for (const draft of drafts) expect(draft.intents).toEqual(replayed(draft))
  })
})

test('many changes moved at once end where they end one by one', () => {
  walks(({ draft }) => {
    const changes = draft.past.flatMap((step) => step.changes)
    const forward = moveManyIntents(noIntents, changes, 'forward')
    expect(JSON.stringify(forward)).toBe(JSON.stringify(replayed(draft)))
    const back = changes.reduceRight((all, item) => moveIntents(all, item, 'back'), forward)
    expect(JSON.stringify(moveManyIntents(forward, changes, 'back'))).toBe(JSON.stringify(back))
    expect(noIntents).toEqual({ organization: {}, connection: {}, method: {}, 'scim-client': {} })
  })
})

test('undo after anything and redo after that are the identity', () => {
  walks(({ draft }) => {
    if (draft.past.length > 0) expect(redo(undo(draft))).toEqual(draft)
    if (draft.future.length > 0) expect(undo(redo(draft))).toEqual(draft)
    const start = goTo(draft, undefined)
    expect(start.intents).toEqual(noIntents)
    expect(start.past).toEqual([])
  })
})

test('going to any step and back is the identity', () => {
  walks(({ draft }, aim) => {
    const ids = [undefined, ...stepIds(draft)]
    const there = goTo(draft, ids[aim % ids.length])
    expect(there.past.at(-1)?.id).toBe(ids[aim % ids.length])
    const back = goTo(there, draft.past.at(-1)?.id)
    expect(back.intents).toEqual(draft.intents)
    expect(back.past).toEqual(draft.past)
    expect(stepIds(back).toSorted()).toEqual(stepIds(draft).toSorted())
    const onLine = [...draft.past, ...draft.future].some(({ id }) => id === there.past.at(-1)?.id)
    if (onLine || there.past.length === 0) expect(back).toEqual(draft)
  })
})

test('no step is lost, each is there once, and only typing back to the start takes one away', () => {
  walks(({ drafts, entries }) => {
    drafts.slice(1).forEach((draft, index) => {
      const before = stepIds(drafts[index] ?? draft)
      const after = stepIds(draft)
      expect(new Set(after).size).toBe(after.length)
      const gone = before.filter((id) => !after.includes(id))
      if (entries[index]?.kind !== 'join') expect(gone).toEqual([])
      else expect(gone.length).toBeLessThanOrEqual(1)
      for (const { id, after: leaves, steps } of draft.branches) {
        expect(steps[0]?.id).toBe(id)
        if (leaves !== undefined) expect(after).toContain(leaves)
      }
    })
  })
})

test('taking a branch ends at its end, and what is left becomes a branch', () => {
  walks(({ draft }, aim) => {
    const branch = draft.branches[aim % Math.max(draft.branches.length, 1)]
    if (!branch) return
    const taken = takeBranch(draft, branch.id)
    expect(taken.past.slice(-branch.steps.length)).toEqual(branch.steps)
    expect(taken.future).toEqual([])
    expect(taken.intents).toEqual(replayed(taken))
    expect(stepIds(taken).toSorted()).toEqual(stepIds(draft).toSorted())
  })
})

test('entries applied in order give the same draft, also when they waited and came from disk', () => {
  walks(({ start, draft, entries }, aim) => {
    expect(applyEntries(start, entries)).toEqual(draft)
    const cut = entries.length === 0 ? 0 : aim % entries.length
    const waiting = [entries.slice(0, cut), entries.slice(cut)].map((part) =>
      part.reduce<Entry[]>(addEntry, []),
    )
    const read = waiting.flat().map((entry) => entrySchema.parse(JSON.parse(JSON.stringify(entry))))
    expect(read.length).toBeLessThanOrEqual(entries.length)
    expect(JSON.parse(JSON.stringify(applyEntries(start, read)))).toEqual(
      JSON.parse(JSON.stringify(draft)),
    )
    expect(draftSchema.parse(JSON.parse(JSON.stringify(draft))).branches.length).toBe(
      draft.branches.length,
    )
  })
})

test('the rows list every step once, with the one that is current', () => {
  walks(({ draft }) => {
    const rows = historyOf(draft)
    expect(rows.flatMap(({ stepId }) => stepId ?? []).toSorted()).toEqual(stepIds(draft).toSorted())
    const current = rows.filter((row) => row.current)
    expect(current.map(({ stepId }) => stepId)).toEqual([draft.past.at(-1)?.id])
    expect(rows.flatMap(({ branch }) => branch?.id ?? []).toSorted()).toEqual(
      draft.branches.map(({ id }) => id).toSorted(),
    )
  })
})

const typed = (to: string, before?: string): NewStep => ({
  label: 'Label of Okta',
  at: `2026-11-25T12:00:0${to.length % 10}.000Z`,
  group: 'label',
  changes: [
    {
      target: { kind: 'connection', key: 'oidc:okta' },
      field: 'label',
      ...(before === undefined ? {} : { before: { from: 'Okta', to: before } }),
      after: { from: 'Okta', to },
    },
  ],
})

test('going back and typing keeps what was given up as a branch, which can be taken again', () => {
  const label = (draft: Draft) => draft.intents.connection['oidc:okta']?.fields['label']?.to
  const one = record(emptyDraft('p' as never, 'r'), { ...typed('one'), id: 'a' })
  const two = record(one, { ...typed('two', 'one'), id: 'b', group: 'other' })
  const other = record(undo(two), { ...typed('three', 'one'), id: 'c' })
  expect([label(other), other.past.length, other.branches.length]).toEqual(['three', 2, 1])
  expect(historyOf(other).map(({ stepId, state, depth }) => [stepId, state, depth])).toEqual([
    [undefined, 'done', 0],
    ['a', 'done', 0],
    ['b', 'abandoned', 1],
    ['c', 'done', 0],
  ])
  const taken = takeBranch(other, 'b')
  expect([label(taken), taken.branches.map(({ id }) => id)]).toEqual(['two', ['c']])
  expect(goTo(taken, 'c')).toEqual(other)
  expect(takeBranch(other, 'nowhere')).toBe(other)
  expect(goTo(other, 'nowhere')).toBe(other)
})

test('keys in one field that wait together are one entry', () => {
  let draft = emptyDraft('p' as never, 'r')
  let waiting: Entry[] = []
  const text = 'Okta of Northwind'
  for (let length = 1; length <= text.length; length += 1) {
    const before = length === 1 ? undefined : text.slice(0, length - 1)
    const entry = recordingOf(draft, {
      ...typed(text.slice(0, length), before),
      id: `key ${length}`,
    })
    if (!entry) continue
    draft = applyEntry(draft, entry as Entry)
    waiting = addEntry(waiting, entry as Entry)
  }
  expect(waiting).toHaveLength(1)
  expect(applyEntries(emptyDraft('p' as never, 'r'), waiting)).toEqual(draft)
})

describe('what waits to be written', () => {
  const join = (stepId: string, to: string, before: string, field = 'label'): Entry => ({
    kind: 'join',
    stepId,
    at: '2026-11-25T12:00:00.000Z',
    changes: typed(to, before).changes.map((change) => ({ ...change, field }) as typeof change),
  })

  test.each([
    ['one entry for letters of one field', [join('a', 'On', 'O'), join('a', 'One', 'On')], 1],
    ['two for two steps', [join('a', 'On', 'O'), join('b', 'One', 'On')], 2],
    ['two for two fields', [join('a', 'On', 'O'), join('a', 'One', 'On', 'client_id')], 2],
  ])('is %s', (_, entries, count) => {
    const waiting = entries.reduce<Entry[]>(addEntry, [])
    expect(waiting).toHaveLength(count)
    expect(waiting.at(-1)).toMatchObject({ stepId: entries.at(-1)?.['stepId' as never] })
  })
})

test('a step after which a branch leaves is not joined: the branch begins where it ends', () => {
  const one = record(emptyDraft('p' as never, 'r'), { ...typed('one'), id: 'a' })
  const two = record(one, { ...typed('two', 'one'), id: 'b', group: 'other' })
  const left = record(undo(two), { ...typed('three', 'one'), id: 'c', group: 'third' })
  const gone = record(left, { ...typed('one', 'three'), group: 'third' })
  expect(gone.past.map(({ id }) => id)).toEqual(['a'])
  const again = record(gone, { ...typed('four', 'one'), id: 'd' })
  expect(again.past.map(({ id }) => id)).toEqual(['a', 'd'])
})

test('steps without an id of their own get the next free one', () => {
  const { past } = ['one', 'two'].reduce(
    (draft, to) => record(draft, { ...typed(to), group: to }),
    emptyDraft('p' as never, 'r'),
  )
  expect(past.map(({ id }) => id)).toEqual(['step-1', 'step-2'])
})

test('a step that comes to reach further is named anew, also from its journal', () => {
  const start = emptyDraft('p' as never, 'r')
  const change = (key: string, to: string, before?: string) => ({
    target: { kind: 'connection' as const, key },
    field: 'mapper_url',
    ...(before === undefined ? {} : { before: { from: 'm', to: before } }),
    after: { from: 'm', to },
  })
  const step = (label: string, changes: NewStep['changes']): NewStep => ({
    label,
    at: '2026-11-25T12:00:00.000Z',
    group: 'mapper',
    changes,
  })
  const steps = [
    step('The mapper of Okta', [change('a', 'one')]),
    step('The mapper of 2 connections', [change('a', 'two', 'one'), change('b', 'two')]),
    step('The mapper of 2 connections', [change('a', 'four', 'two'), change('b', 'four', 'two')]),
    // One of them alone goes on: the step is still about both.
    step('The mapper of Okta', [change('a', 'five', 'four')]),
  ]
  let draft = start
  let waiting: Entry[] = []
  for (const each of steps) {
    const entry = recordingOf(draft, each) as Entry
    draft = applyEntry(draft, entry)
    waiting = addEntry(waiting, entry)
  }
  expect(draft.past.map(({ label }) => label)).toEqual(['The mapper of 2 connections'])
  const read = JSON.parse(JSON.stringify(waiting)).map((each: unknown) => entrySchema.parse(each))
  expect(applyEntries(start, read)).toEqual(draft)
  expect(steps.reduce(record, start)).toEqual(draft)
})

test('a branch that is taken where nothing else is to be redone leaves none behind', () => {
  const intent = { kind: 'connection', key: 'oidc:a' } as const
  const change = (from: string, to: string) =>
    ({ target: intent, field: 'label', before: { to: from }, after: { to } }) as const
  const step = (label: string, from: string, to: string): NewStep => ({
    label,
    at: '',
    group: 'typing',
    changes: [change(from, to)],
  })
  const start = emptyDraft('p' as never, 'r')
  const given = undo(record(start, step('First', 'a', 'b')))
  // Typed and typed back, so that only the branch is left.
  const back = record(record(given, step('Second', 'a', 'c')), step('Second', 'c', 'a'))
  expect([back.past, back.future, back.branches.length]).toEqual([[], [], 1])
  const taken = takeBranch(back, back.branches[0]!.id)
  expect([taken.past.map(({ label }) => label), taken.future, taken.branches]).toEqual([
    ['First'],
    [],
    [],
  ])
})
