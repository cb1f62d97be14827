import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findConflicts, resolveConflict } from '../../../../src/core/draft/conflicts'
import { emptyDraft, record, undo, type Draft } from '../../../../src/core/draft/draft'
import { intentChangesOf, type Edit } from '../../../../src/core/draft/edits'
import { listMoved, rebase } from '../../../../src/core/draft/rebase'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import type { JsonObject, JsonValue } from '../../../../src/core/model/json'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { size as sized } from '../../../soak/size'

const runs = { numRuns: sized(600, 2000) }
const at = '2026-11-25T12:00:00.000Z'
const ids = ['a', 'b', 'c', 'd', 'e', 'f']

/** What one side does to one connection: values are few, so that both sides often agree. */
interface Move {
  readonly id: string
  readonly field: 'label' | 'issuer_url' | 'scope'
  readonly value: string
}
const movesOn = (some: readonly string[]): fc.Arbitrary<Move[]> =>
  fc.array(
    fc.record({
      id: fc.constantFrom(...some),
      field: fc.constantFrom('label', 'issuer_url', 'scope'),
      value: fc.constantFrom('one', 'two', 'three'),
    }),
    { maxLength: 8 },
  )
const valueOf = ({ field, value }: Move): JsonValue =>
  field === 'scope' ? ['openid', value] : value

const base = snapshotOf({ oidc: ids.map((id) => connection(id)) })

/** The project after another writer's moves, some connections gone. */
function movedBy(moves: readonly Move[], gone: readonly string[]): Snapshot {
  const entries = ids.map((id) =>
    moves
      .filter((move) => move.id === id)
      .reduce<JsonObject>(
        (entry, move) => ({ ...entry, [move.field]: valueOf(move) }),
        connection(id),
      ),
  )
  return snapshotOf({
    oidc: entries.filter(({ id }) => !gone.includes(id as string)),
    revisionId: 'revision-2',
  })
}

function edited(draft: Draft, snapshot: Snapshot, moves: readonly Move[]): Draft {
  return moves.reduce((before, move) => {
    const target = { kind: 'connection', key: `oidc:${move.id}` } as const
    const edit = { kind: 'set-field', target, field: move.field, value: valueOf(move) } as Edit
    return record(before, {
      label: '',
      at,
      changes: intentChangesOf(snapshot, before.intents, edit),
    })
  }, draft)
}

const empty = () => emptyDraft('p' as never, base.revisionId)
const [left, right] = [ids.slice(0, 3), ids.slice(3)]

test('a rebase commutes with edits on other targets', () => {
  fc.assert(
    fc.property(
      movesOn(left),
      movesOn(left),
      fc.subarray(left),
      movesOn(right),
      (mine, theirs, gone, others) => {
        const now = movedBy(theirs, gone)
        const draft = edited(empty(), base, mine)
        const before = rebase(edited(draft, base, others), base, now, at)
        const after = edited(rebase(draft, base, now, at), now, others)
        expect(before.intents).toEqual(after.intents)
        expect(findConflicts(now, before.intents)).toEqual(findConflicts(now, after.intents))
      },
    ),
    runs,
  )
})

test('what both changed to the same value disappears, and only that', () => {
  fc.assert(
    fc.property(movesOn(ids), movesOn(ids), (mine, theirs) => {
      const now = movedBy(theirs, [])
      const wanted = workingCopy(base, edited(empty(), base, mine).intents)
      const { intents } = rebase(edited(empty(), base, mine), base, now, at)
      for (const item of workingCopy(now, intents).connections) {
        const meant = wanted.connections.find(({ target }) => target.key === item.target.key)
        const intent = intents.connection[item.target.key]
        for (const field of ['label', 'issuer_url'] as const) {
          const was = meant?.server?.[field]
          const is = meant?.fields[field]
          const wants = is !== was && is !== item.server?.[field]
          expect(intent?.fields[field] !== undefined).toBe(wants)
          if (wants) expect(item.fields[field]).toBe(is)
        }
      }
    }),
    runs,
  )
})

test('a rebase is at most one step, and undoing it gives the draft from before', () => {
  fc.assert(
    fc.property(movesOn(ids), movesOn(ids), fc.subarray(ids), (mine, theirs, gone) => {
      const draft = edited(empty(), base, mine)
      const moved = rebase(draft, base, movedBy(theirs, gone), at)
      const steps = moved.past.length - draft.past.length
      expect([0, 1]).toContain(steps)
      expect((steps === 1 ? undo(moved) : moved).intents).toEqual(draft.intents)
    }),
    runs,
  )
})

test('after all is decided nothing is left to decide, whatever was chosen', () => {
  fc.assert(
    fc.property(
      movesOn(ids),
      movesOn(ids),
      fc.subarray(ids),
      fc.infiniteStream(fc.boolean()),
      (mine, theirs, gone, coins) => {
        const now = movedBy(theirs, gone)
        const draft = rebase(edited(empty(), base, mine), base, now, at)
        const changes = findConflicts(now, draft.intents).map((conflict) => {
          const own = coins.next().value
          const choice = conflict.kind === 'vanished' ? (own ? 'recreate' : 'drop') : undefined
          return resolveConflict(draft.intents, conflict, choice ?? (own ? 'mine' : 'theirs'))
        })
        const decided = changes.length === 0 ? draft : record(draft, { label: '', at, changes })
        expect(findConflicts(now, decided.intents)).toEqual([])
      },
    ),
    runs,
  )
})

test('what moved is listed by name, with the fields that differ', () => {
  fc.assert(
    fc.property(movesOn(ids), fc.subarray(ids), (theirs, gone) => {
      const now = movedBy(theirs, gone)
      const moved = listMoved(base, now)
      const removed = moved.filter(({ how }) => how === 'removed')
      expect(removed.map(({ target }) => target.key)).toEqual(gone.map((id) => `oidc:${id}`))
      for (const { target, label, how, fields } of moved) {
        if (how !== 'changed') continue
        const touched = theirs.filter(({ id }) => `oidc:${id}` === target.key)
        expect(fields.toSorted()).toEqual(
          [...new Set(touched.map(({ field }) => field as string))].toSorted(),
        )
        const named = touched.findLast(({ field }) => field === 'label')
        expect(label).toBe(named?.value ?? `Label of ${target.key.slice(5)}`)
      }
      expect(listMoved(now, base).filter(({ how }) => how === 'added')).toHaveLength(gone.length)
    }),
    runs,
  )
})
