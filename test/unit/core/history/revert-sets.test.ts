import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findConflicts } from '../../../../src/core/draft/conflicts'
import { emptyDraft, record, undo, type Draft } from '../../../../src/core/draft/draft'
import { intentChangesOf } from '../../../../src/core/draft/edits'
import type { Target } from '../../../../src/core/intents/intents'
import { rebase } from '../../../../src/core/draft/rebase'
import { planRevert } from '../../../../src/core/history/revert'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { setFields } from '../../../../src/core/fields/fields'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { publishOn } from '../../../support/publishing/publish-model'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const at = '2026-11-25T12:00:00.000Z'
const organization: Target = { kind: 'organization', key: 'o' }
const connected: Target = { kind: 'connection', key: 'oidc:a' }
const places = [...setFields].map((field) => ({
  field,
  target: field === 'domains' ? organization : connected,
}))
type Place = (typeof places)[number]

const base = ['base-0.example', 'base-1.example', 'base-2.example']

function projectWith({ field }: Place, items: readonly string[], viaPatch: boolean): Snapshot {
  const own = { [field]: [...items] }
  const isDomains = field === 'domains'
  return snapshotOf({
    oidc: [connection('a', isDomains ? {} : own)],
    organizations: [{ id: 'o', label: 'One', domains: [], ...(isDomains ? own : {}) }],
    revisionId: JSON.stringify(items),
    viaPatch,
  })
}

function listOf(snapshot: Snapshot, draft: Draft, { field, target }: Place): string[] {
  const { organizations, connections } = workingCopy(snapshot, draft.intents)
  const [entity] = target.kind === 'organization' ? organizations : connections
  return (entity?.fields[field] ?? []) as string[]
}

/** What is typed: items added to what is shown, and some of it removed. */
function typed(
  snapshot: Snapshot,
  draft: Draft,
  place: Place,
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
): Draft {
  const shown = listOf(snapshot, draft, place)
  const value = [...shown.filter((item) => !remove.includes(item)), ...add]
  const edit = { kind: 'set-field' as const, target: place.target, field: place.field, value }
  return record(draft, { label: '', at, changes: intentChangesOf(snapshot, draft.intents, edit) })
}

const named = (name: string) =>
  fc
    .uniqueArray(fc.nat({ max: 4 }), { maxLength: 3 })
    .map((all) => all.map((number) => `${name}-${number}.example`))
const without = (items: readonly string[], gone: readonly string[]) =>
  items.filter((item) => !gone.includes(item))

test.each(places)(
  '$field: a revert on top of additions keeps them, and what others added',
  (place) => {
    fc.assert(
      fc.property(
        fc.record({
          viaPatch: fc.boolean(),
          published: named('published'),
          removed: fc.subarray(base, { maxLength: 2 }),
          theirs: named('theirs'),
          mine: named('mine'),
          later: named('later'),
        }),
        ({ viaPatch, published, removed, theirs, mine, later }) => {
          const before = projectWith(place, base, viaPatch)
          const own = typed(before, emptyDraft('p' as never, before.revisionId), place, {
            add: published,
            remove: removed,
          })
          const sent = publishOn(before, own.intents, () => 'made')
          // A colleague adds on top of it, then the draft does, then its author reverts the publish.
          const left = [...without(base, removed), ...published, ...theirs]
          const today = projectWith(place, left, viaPatch)
          const draft = typed(today, emptyDraft('p' as never, today.revisionId), place, {
            add: mine,
            remove: [],
          })
          const plan = planRevert(sent, today, draft.intents, () => 'new:back')
          const reverted = record(draft, { label: 'Revert', at, changes: [...plan.changes] })
          const wanted = [...base, ...theirs, ...mine].toSorted()
          expect(findConflicts(today, reverted.intents)).toEqual([])
          expect(listOf(today, reverted, place).toSorted()).toEqual(wanted)
          if (reverted !== draft) expect(undo(reverted).intents).toEqual(draft.intents)
          // And again before it is published.
          const now = projectWith(place, [...left, ...later], viaPatch)
          const moved = rebase(reverted, today, now, at)
          const result = publishOn(now, moved.intents, () => 'made').snapshot
          const none = emptyDraft('p' as never, result.revisionId)
          expect(listOf(result, none, place).toSorted()).toEqual([...wanted, ...later].toSorted())
        },
      ),
      { numRuns: 60 },
    )
  },
)
