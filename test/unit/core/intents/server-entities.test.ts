import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findConflicts } from '../../../../src/core/draft/conflicts'
import { redo, undo, record } from '../../../../src/core/draft/draft'
import { decisionChanges } from '../../../../src/core/draft/decisions'
import type { Edit } from '../../../../src/core/draft/edits'
import {
  entitiesMissing,
  formerEntity,
  serverEntity,
  withFormer,
} from '../../../../src/core/intents/server-entities'
import type { Target } from '../../../../src/core/intents/intents'
import { rebase } from '../../../../src/core/draft/rebase'
import { entitiesOf, workingCopy } from '../../../../src/core/draft/working-copy'
import { snapshotSchema, type Snapshot } from '../../../../src/core/model/snapshot'
import { draftWith } from '../../../support/states/draft-with'
import { scimEntry } from '../../../support/states/radar'
import { arbitrarySnapshot, connection, snapshotOf } from '../../../support/states/snapshots'

const at = '2026-11-25T12:00:00.000Z'
const organizations = [{ id: 'o', label: 'One', domains: ['one.example'], x_unknown: [1] }]
const base = snapshotOf({
  oidc: [connection('a'), connection('b')],
  organizations,
  scimClients: [scimEntry('s', 'o', { x_unknown: [1] })],
})
const gone = withFormer(
  base,
  snapshotOf({ oidc: [connection('b')], scimClients: [], revisionId: 'revision-2' }),
)
const places: [string, Target][] = [
  ['a connection', { kind: 'connection', key: 'oidc:a' }],
  ['an organization', { kind: 'organization', key: 'o' }],
  ['a SCIM client', { kind: 'scim-client', key: 's' }],
]

test.each(places)(
  '%s that is gone is recreated whole by a draft that never saw it go',
  (_, target) => {
    const edit: Edit = { kind: 'set-field', target, field: 'label', value: 'Mine' }
    const draft = draftWith(base, [edit])
    // Read again from its file, as after a restart; no state before is known then.
    const stored = snapshotSchema.parse(JSON.parse(JSON.stringify(gone)))
    const moved = rebase(draft, stored, stored, at)
    // Moved by the window; not moved, as from the trash; and undone before and redone after it.
    for (const own of [moved, draft, redo(rebase(undo(draft), stored, stored, at))]) {
      const conflicts = findConflicts(stored, own.intents)
      expect(conflicts).toEqual([
        {
          kind: 'vanished',
          id: `${target.kind} ${target.key}`,
          target,
          seen: serverEntity(base, target),
        },
      ])
      const decisions = conflicts.map((conflict) => ({ conflict, choice: 'recreate' as const }))
      const changes = decisionChanges(stored, own.intents, decisions, () => 'new:made')
      const { intents } = record(own, { label: 'Decided', at, changes })
      const copy = workingCopy(stored, intents)
      const made = entitiesOf(copy).find(({ status }) => status === 'new')
      const {
        label,
        domains,
        authorization_header_secret: _secret,
        ...others
      } = serverEntity(base, target)!
      // Of an organization the server takes its fields alone, and gives it an id of its own.
      const whole = target.kind === 'organization' ? { domains } : others
      expect(label).not.toBe('Mine')
      expect(made?.fields).toEqual({ ...whole, label: 'Mine' })
    }
  },
)

test('the step that a restart adds holds what was there, so it is known without the snapshot', () => {
  const [, target] = places[0]!
  const draft = draftWith(base, [{ kind: 'set-field', target, field: 'label', value: 'Mine' }])
  const moved = rebase(draft, gone, gone, at)
  const { former: _lost, ...rest } = gone
  expect(findConflicts(rest, moved.intents)).toMatchObject([{ seen: connection('a') }])
})

test('what goes, comes back and changes is known as it was last seen', () => {
  fc.assert(
    fc.property(fc.array(arbitrarySnapshot, { minLength: 1, maxLength: 6 }), (states) => {
      let now: Snapshot | undefined
      const last = new Map<string, unknown>()
      for (const [index, state] of states.entries()) {
        now = withFormer(now, { ...state, revisionId: String(index) })
        const targets = entitiesMissing(snapshotOf({}), now).map(({ target }) => target)
        const there = new Set(targets.map(({ kind, key }) => `${kind} ${key}`))
        for (const target of targets) {
          last.set(`${target.kind} ${target.key}`, serverEntity(now, target))
          expect(formerEntity(now, target)).toBeUndefined()
        }
        for (const { kind, key } of now.former ?? []) there.add(`${kind} ${key}`)
        expect(there).toEqual(new Set(last.keys()))
        for (const item of now.former ?? []) {
          expect(item.entity).toEqual(last.get(`${item.kind} ${item.key}`))
        }
      }
    }),
    { numRuns: 100 },
  )
})

test('what is kept is bounded: the last gone stay', () => {
  const room = 2 * JSON.stringify(connection('a')).length + 10
  let now = snapshotOf({ oidc: ['a', 'b', 'c', 'd'].map((id) => connection(id)) })
  for (const left of [['b', 'c', 'd'], ['c', 'd'], ['d']]) {
    now = withFormer(now, snapshotOf({ oidc: left.map((id) => connection(id)) }), room)
  }
  expect(now.former?.map(({ key }) => key)).toEqual(['oidc:b', 'oidc:c'])
  const large = snapshotOf({ oidc: [connection('e', { label: 'x'.repeat(room) })] })
  expect(withFormer(large, snapshotOf({}), room)).toEqual(snapshotOf({}))
})

test('organizations of a list that was cut short are not gone', () => {
  const cut = { ...base, organizations: [], incomplete: true }
  expect(withFormer(base, cut)).toEqual(cut)
  expect(withFormer(undefined, base)).toBe(base)
})

test('connections are gone where only the list of organizations was cut short', () => {
  const cut = { ...snapshotOf({ oidc: [connection('a')] }), scim: base.scim, incomplete: true }
  expect(withFormer(base, cut).former).toEqual([
    { kind: 'connection', key: 'oidc:b', entity: connection('b') },
  ])
})

test('what fits exactly is kept', () => {
  const two = snapshotOf({ oidc: [connection('a'), connection('b')] })
  const room = JSON.stringify(connection('a')).length + JSON.stringify(connection('b')).length
  const keys = (limit: number) =>
    withFormer(two, snapshotOf({}), limit).former?.map(({ key }) => key)
  expect(keys(room)).toEqual(['oidc:a', 'oidc:b'])
  expect(keys(room - 1)).toEqual(['oidc:b'])
})
