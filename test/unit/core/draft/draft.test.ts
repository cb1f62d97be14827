import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  emptyDraft,
  hasChanges,
  isAlive,
  isWorthKeeping,
  joinChanges,
  joinStep,
  record,
  recordBeside,
  undo,
  type Draft,
} from '../../../../src/core/draft/draft'
import { stepOf } from '../../../../src/core/draft/history'
import { addEntry, applyEntries, applyEntry, type Entry } from '../../../../src/core/draft/journal'
import { secretReferences } from '../../../../src/core/draft/secret-references'
import { intentOf, moveManyIntents, noIntents } from '../../../../src/core/intents/intents'
import type { IntentChange, Intents } from '../../../../src/core/intents/intents'
import { someProject } from '../../../support/states/project-ids'

const at = '2026-11-25T12:00:00.000Z'
const later = '2026-11-25T12:05:00.000Z'
const empty = emptyDraft(someProject(1), 'r')
const target = { kind: 'connection', key: 'oidc:a' } as const
const change = (from: string, to: string, field = 'label', key = 'oidc:a'): IntentChange => ({
  target: { kind: 'connection', key },
  field,
  ...(from === '' ? {} : { before: { to: from } }),
  ...(to === '' ? {} : { after: { to } }),
})
const step = (draft: Draft, label: string, changes: IntentChange[], group?: string) =>
  record(draft, { label, at, changes, ...(group === undefined ? {} : { group }) })

describe('what a draft holds', () => {
  const one = step(empty, 'One', [change('', 'a')])
  const undone = undo(one)
  const given = step(undone, 'Two', [change('', 'b')])
  const taken = undo(given)
  const published = {
    ...empty,
    earlier: [{ publishId: 'p', at, steps: [] }],
  }
  const onlyBranches = { ...empty, branches: taken.branches }
  const onlyPast = { ...empty, past: one.past }
  test.each<[about: string, draft: Draft, changes: boolean, alive: boolean, kept: boolean]>([
    ['nothing', empty, false, false, false],
    ['an edit', one, true, true, true],
    ['an edit without a step', { ...empty, intents: one.intents }, true, true, true],
    ['a step that came to nothing', onlyPast, false, true, true],
    ['a step to redo', undone, false, true, true],
    ['an abandoned step', onlyBranches, false, true, true],
    ['published steps', published, false, false, true],
  ])('of %s', (_about, draft, changes, alive, kept) => {
    expect([hasChanges(draft), isAlive(draft), isWorthKeeping(draft)]).toEqual([
      changes,
      alive,
      kept,
    ])
  })

  test('is found by its step wherever that is', () => {
    const [past, future] = [step(taken, 'Three', [change('', 'c', 'scope')]), taken]
    expect(stepOf(past, past.past[0]!.id)?.label).toBe('Three')
    expect(stepOf(future, future.future[0]!.id)?.label).toBe('Two')
    expect(stepOf(future, future.branches[0]!.id)?.label).toBe('One')
    expect(stepOf(future, 'none')).toBeUndefined()
  })

  test('has what was given up as a branch that leaves where it was undone', () => {
    const first = step(undone, 'Two', [change('', 'b')])
    expect(first.branches).toStrictEqual([{ id: undone.future[0]!.id, steps: undone.future }])
    const second = step(undo(step(one, 'Two', [change('a', 'b')])), 'Three', [change('a', 'c')])
    expect(second.branches[0]?.after).toBe(one.past[0]!.id)
  })

  test('has each step under an id of its own', () => {
    const ids = (draft: Draft) =>
      [draft.past, draft.future, ...draft.branches.map(({ steps }) => steps)]
        .flat()
        .map(({ id }) => id)
    let draft = empty
    for (const label of ['a', 'b', 'c', 'd']) draft = step(undo(draft), label, [change('', label)])
    expect(new Set(ids(draft)).size).toBe(4)
    // A publish takes steps away, and the ids of those that stay are not given again.
    const left = { ...draft, branches: draft.branches.slice(1) }
    const next = step(left, 'e', [change('', 'e', 'scope')])
    expect(new Set(ids(next)).size).toBe(ids(next).length)
  })

  test('are the references of its secrets, wherever they stand', () => {
    const secret = (reference: string) => ({
      target,
      field: 'client_secret',
      after: { to: { $secret: reference } },
    })
    const first = undo(step(empty, 'One', [secret('abandoned')]))
    const second = undo(step(first, 'Two', [{ ...secret('undone'), before: { to: null } }]))
    const third = {
      ...second,
      intents: moveManyIntents(noIntents, [secret('meant')], 'forward'),
      past: step(empty, 'Done', [secret('done')]).past,
    }
    expect(secretReferences(third)).toEqual(new Set(['meant', 'done', 'undone', 'abandoned']))
    const odd = {
      ...empty,
      intents: { ...noIntents, odd: { $secret: 1, other: 'text' } } as Intents,
    }
    expect(secretReferences(odd)).toEqual(new Set())
  })
})

describe('changes that are joined', () => {
  const field = fc.constantFrom('label', 'scope')
  const key = fc.constantFrom('oidc:a', 'oidc:b')
  const typed = fc.record({ field, key, to: fc.constantFrom('', 'a', 'b') })
  const gone = fc.record({ key, gone: fc.boolean() })

  /** A series of deeds, each a change of what the ones before it led to. */
  function series(
    deeds: readonly ({ key: string; field: string; to: string } | { key: string; gone: boolean })[],
  ) {
    let intents = noIntents
    return deeds.map((deed): IntentChange => {
      const place = { kind: 'connection', key: deed.key } as const
      const held = intentOf(intents, place)
      const next: IntentChange =
        'field' in deed
          ? {
              target: place,
              field: deed.field,
              ...(held?.fields[deed.field] ? { before: held.fields[deed.field] } : {}),
              ...(deed.to === '' ? {} : { after: { to: deed.to } }),
            }
          : {
              target: place,
              ...(held ? { before: held } : {}),
              ...(deed.gone ? { after: { kind: 'delete' as const, fields: {} } } : {}),
            }
      intents = moveManyIntents(intents, [next], 'forward')
      return next
    })
  }

  test('lead to the same, and back to the same, as all of them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(typed, gone), { maxLength: 8 }),
        fc.nat({ max: 8 }),
        (deeds, cut) => {
          const all = series(deeds)
          const joined = joinChanges(joinChanges([], all.slice(0, cut)), all.slice(cut))
          const end = moveManyIntents(noIntents, all, 'forward')
          expect(moveManyIntents(noIntents, joined, 'forward')).toEqual(end)
          expect(moveManyIntents(end, joined, 'back')).toEqual(noIntents)
        },
      ),
    )
  })

  test('are one for each field, with its first and last value', () => {
    const typing = [
      change('', 'a'),
      change('a', 'ab'),
      change('', 'x', 'scope'),
      change('ab', 'abc'),
    ]
    expect(joinChanges([], typing)).toEqual([change('', 'abc'), change('', 'x', 'scope')])
    expect(joinChanges([change('a', 'b')], [change('b', '')])).toStrictEqual([change('a', '')])
    const other = change('', 'b', 'label', 'oidc:b')
    expect(joinChanges([change('', 'a')], [other])).toEqual([change('', 'a'), other])
  })

  test('are not joined across a change of the whole entity', () => {
    const deletion: IntentChange = { target, after: { kind: 'delete', fields: {} } }
    const parts = [change('', 'a'), deletion, change('', 'b')]
    expect(joinChanges([], parts)).toEqual(parts)
    const elsewhere: IntentChange = { ...deletion, target: { ...target, key: 'oidc:b' } }
    expect(joinChanges([], [change('', 'a'), elsewhere, change('a', 'b')])).toEqual([
      change('', 'b'),
      elsewhere,
    ])
  })
})

describe('steps of one group', () => {
  test('are one, until something else is done, undone or begun from it', () => {
    const first = step(empty, 'Label', [change('', 'a')], 'typing')
    const labels = (draft: Draft) => draft.past.map(({ label }) => label)
    expect(labels(step(first, 'Label', [change('a', 'ab')], 'typing'))).toEqual(['Label'])
    expect(labels(step(first, 'Label', [change('a', 'ab')], 'other'))).toHaveLength(2)
    expect(labels(step(first, 'Label', [change('a', 'ab')]))).toHaveLength(2)
    const back = undo(step(first, 'More', [change('', 'x', 'scope')]))
    expect(labels(step(back, 'Label', [change('a', 'ab')], 'typing'))).toHaveLength(2)
    const branched = undo(step(back, 'Else', [change('', 'y', 'scope')]))
    expect(
      labels(step({ ...branched, future: [] }, 'L', [change('a', 'b')], 'typing')),
    ).toHaveLength(2)
  })

  test('take the name of the one that reaches further, and vanish where all is as before', () => {
    const first = step(empty, 'Label of a', [change('', 'a')], 'typing')
    const both = step(first, 'Label of both', [change('', 'b', 'label', 'oidc:b')], 'typing')
    expect(both.past.map(({ label }) => label)).toEqual(['Label of both'])
    const same = step(first, 'Another word', [change('', 'x', 'scope')], 'typing')
    expect(same.past.map(({ label }) => label)).toEqual(['Label of a'])
    const back = step(first, 'Label of a', [change('a', '')], 'typing')
    expect(back).toEqual(empty)
    const half = step(both, 'Label', [change('a', '')], 'typing')
    expect(half.past).toHaveLength(1)
    expect(joinStep(empty, at, [change('', 'a')])).toBe(empty)
  })
})

describe('the journal', () => {
  const recorded = {
    kind: 'record' as const,
    step: { id: 's1', label: 'Label', at, changes: [change('', 'a')] },
  }
  const joined = (changes: IntentChange[], stepId = 's1', label?: string): Entry => ({
    kind: 'join',
    stepId,
    at: later,
    changes,
    ...(label === undefined ? {} : { label }),
  })
  const steps = (draft: Draft) => draft.past.map(({ id, label, at: time }) => [id, label, time])

  test('has further changes of a step even where the step itself was lost', () => {
    const kept = applyEntries(empty, [recorded, joined([change('a', 'ab')])])
    expect(steps(kept)).toEqual([['s1', 'Label', later]])
    expect(steps(applyEntries(kept, [joined([change('', 'x', 'scope')], 's1', 'Both')]))).toEqual([
      ['s1', 'Both', later],
    ])
    const lost = applyEntry(empty, joined([change('a', 'ab')]))
    expect(steps(lost)).toEqual([['s1', 'Edit', later]])
    expect(lost.intents).toEqual(kept.intents)
    expect(steps(applyEntry(empty, joined([change('', 'a')], 's1', 'Named')))).toEqual([
      ['s1', 'Named', later],
    ])
  })

  test('goes wherever a person goes', () => {
    const two: Entry = {
      kind: 'record',
      step: { ...recorded.step, id: 's2', changes: [change('', 'x', 'scope')] },
    }
    const draft = applyEntries(empty, [recorded, two])
    const at = (entries: Entry[]) => applyEntries(draft, entries).past.map(({ id }) => id)
    expect(at([{ kind: 'undo' }])).toEqual(['s1'])
    expect(at([{ kind: 'undo' }, { kind: 'redo' }])).toEqual(['s1', 's2'])
    expect(at([{ kind: 'go-to' }])).toEqual([])
    expect(at([{ kind: 'go-to', stepId: 's1' }])).toEqual(['s1'])
    const three: Entry = {
      kind: 'record',
      step: { ...recorded.step, id: 's3', changes: [change('', 'y', 'scope')] },
    }
    expect(at([{ kind: 'undo' }, three, { kind: 'take-branch', branchId: 's2' }])).toEqual([
      's1',
      's2',
    ])
  })

  const typed: Entry[] = [recorded, joined([change('a', 'ab')]), joined([change('ab', 'abc')])]
  test('waits as one entry while one field is typed in, which leads to the same draft', () => {
    const waiting = typed.reduce<Entry[]>(addEntry, [])
    expect(waiting).toEqual([
      { kind: 'record', step: { ...recorded.step, at: later, changes: [change('', 'abc')] } },
    ])
    expect(applyEntries(empty, waiting)).toEqual(applyEntries(empty, typed))
    expect(typed.slice(1).reduce<Entry[]>(addEntry, [])).toEqual([joined([change('a', 'abc')])])
  })

  test.each<[about: string, entries: Entry[]]>([
    ['of another field', [recorded, joined([change('', 'x', 'scope')])]],
    [
      'of another field, after further typing',
      [joined([change('a', 'b')]), joined([change('', 'x', 'scope')])],
    ],
    ['of another step', [recorded, joined([change('a', 'ab')], 's2')]],
    [
      'of another step, after further typing',
      [joined([change('a', 'b')]), joined([change('b', 'c')], 's2')],
    ],
    ['that take back all of it', [recorded, joined([change('a', '')])]],
    ['after an undo', [recorded, { kind: 'undo' }, joined([change('a', 'ab')])]],
    ['that are no typing', [recorded, { kind: 'undo' }, { kind: 'redo' }]],
  ])('waits as several for changes %s', (_about, entries) => {
    expect(entries.reduce<Entry[]>(addEntry, [])).toEqual(entries)
  })
})

describe('what no person did', () => {
  const made = (changes: IntentChange[]) => ({ id: 'made', label: 'Made', at, changes })
  const undone = undo(step(empty, 'One', [change('', 'a')]))

  test('goes beside what can be redone, where it is about something else or changes nothing', () => {
    const beside = recordBeside(undone, made([change('', 'b', 'label', 'oidc:b')]))
    expect(beside.future).toBe(undone.future)
    expect(beside.branches).toEqual([])
    const none = change('x', 'x')
    const more = recordBeside(undone, made([none, change('', 'b', 'scope')]))
    expect([more.future, more.past[0]?.label]).toEqual([undone.future, 'Made'])
  })

  test('makes a branch of what can be redone as soon as one change of it is about the same', () => {
    const whole: IntentChange = { target, after: { kind: 'delete', fields: {} } }
    for (const changes of [
      [change('', 'b')],
      [change('', 'b', 'label', 'oidc:b'), change('', 'b')],
      [whole],
    ]) {
      const { future, branches, past } = recordBeside(undone, made(changes))
      expect([future, branches.map(({ id }) => id)]).toEqual([[], [undone.future[0]!.id]])
      expect(past[0]?.label).toBe('Made; the undone steps are kept in the history')
    }
  })
})

test('changes of different things are not joined, even where those have one key', () => {
  const of = (kind: 'organization' | 'method'): IntentChange => ({
    target: { kind, key: 'oidc' },
    field: 'label',
    after: { to: kind },
  })
  expect(joinChanges([of('organization')], [of('method')])).toHaveLength(2)
})

test('a step gets a number that comes after those that are taken', () => {
  const taken = { ...empty, past: [{ id: 'step-2', label: 'Two', at, changes: [] }] }
  expect(step(taken, 'Next', [change('', 'a')]).past.at(-1)?.id).toBe('step-3')
})

test('typing that is taken back in one of two fields still waits as one entry', () => {
  const [label, scope] = [change('a', 'b'), change('x', 'y', 'scope')]
  const first: Entry = {
    kind: 'record',
    step: { id: '1', label: 'L', at, changes: [label, scope] },
  }
  const back: Entry = { kind: 'join', stepId: '1', at: later, changes: [change('b', 'a')] }
  expect(addEntry([first], back)).toEqual([
    { kind: 'record', step: { ...first.step, at: later, changes: [change('a', 'a'), scope] } },
  ])
})
