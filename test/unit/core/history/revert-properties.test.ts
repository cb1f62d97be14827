import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findConflicts } from '../../../../src/core/draft/conflicts'
import { emptyDraft, record, undo, type Draft } from '../../../../src/core/draft/draft'
import { hasChanges } from '../../../../src/core/draft/draft'
import type { RecordedEntity } from '../../../../src/core/history/publish-history'
import { planRevert } from '../../../../src/core/history/revert'
import { providersOf } from '../../../../src/core/model/connection'
import { sameJson, type JsonObject } from '../../../../src/core/model/json'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { arbitraryGestures, perform } from '../../../support/states/edits'
import { demoIds } from '../../../emulator'
import { startBench, value } from '../../../support/services/main-services'
import { publishOn, stateOf } from '../../../support/publishing/publish-model'
import { arbitraryProvisioned } from '../../../support/states/snapshots'
import { size as sized } from '../../../soak/size'

const runs = { numRuns: sized(200, 500) }
const at = '2026-11-25T12:00:00.000Z'

function counter(prefix: string) {
  let count = 0
  return () => `${prefix}${(count += 1)}`
}

function revertDraft(entities: RecordedEntity[], snapshot: Snapshot, draft?: Draft): Draft {
  const own = draft ?? emptyDraft(snapshot.summary.id, snapshot.revisionId)
  const { changes } = planRevert({ entities }, snapshot, own.intents, counter('new:back-'))
  return record(own, { label: 'Revert', at, changes: [...changes] })
}

/** The same project with its arrays in another order, as another writer may leave them. */
function turned(snapshot: Snapshot, by: number): Snapshot {
  const project = structuredClone(snapshot.project) as any
  const turn = <Item>(items: Item[]) => {
    const cut = items.length === 0 ? 0 : by % items.length
    return [...items.slice(cut), ...items.slice(0, cut)]
  }
  const methods = project.services.identity.config.selfservice.methods
  for (const protocol of ['oidc', 'saml']) {
    const config = methods[protocol]?.config
    if (config?.providers) config.providers = turn(config.providers)
  }
  if (Array.isArray(project.organizations)) project.organizations = turn(project.organizations)
  return { ...snapshot, project, organizations: turn([...snapshot.organizations]) }
}

test('a revert after a publish gives the state before, in any order of the arrays', () => {
  fc.assert(
    fc.property(arbitraryProvisioned, arbitraryGestures, fc.nat(), (before, gestures, by) => {
      const ids = counter('made-')
      const { intents } = perform(before, gestures)
      const published = publishOn(before, intents, ids)
      const today = turned(published.snapshot, by)
      const draft = revertDraft(published.entities, today)
      expect(findConflicts(today, draft.intents)).toEqual([])
      expect(draft.past.length).toBe(hasChanges(draft) ? 1 : 0)
      const reverted = publishOn(today, draft.intents, ids)
      expect(stateOf(reverted.snapshot)).toBe(stateOf(before))
    }),
    runs,
  )
})

test('a revert of a revert is the publish', () => {
  fc.assert(
    fc.property(arbitraryProvisioned, arbitraryGestures, fc.nat(), (before, gestures, by) => {
      const ids = counter('made-')
      const published = publishOn(before, perform(before, gestures).intents, ids)
      const first = revertDraft(published.entities, published.snapshot)
      const reverted = publishOn(published.snapshot, first.intents, ids)
      const today = turned(reverted.snapshot, by)
      const again = publishOn(today, revertDraft(reverted.entities, today).intents, ids)
      expect(stateOf(again.snapshot)).toBe(stateOf(published.snapshot))
    }),
    runs,
  )
})

test('one undo takes a revert back, whatever the draft held', () => {
  fc.assert(
    fc.property(
      arbitraryProvisioned,
      arbitraryGestures,
      arbitraryGestures,
      (before, gestures, later) => {
        const published = publishOn(before, perform(before, gestures).intents, counter('made-'))
        const draft = perform(published.snapshot, later)
        const reverted = revertDraft(published.entities, published.snapshot, draft)
        if (reverted === draft) return
        expect(undo(reverted).intents).toEqual(draft.intents)
      },
    ),
    runs,
  )
})

/** Another writer changes one field of some connections. */
function foreign(snapshot: Snapshot, picks: readonly number[], field: string, value: string) {
  const project = structuredClone(snapshot.project) as any
  const { providers } = project.services.identity.config.selfservice.methods.oidc.config
  for (const pick of picks) {
    if (providers.length > 0) providers[pick % providers.length][field] = value
  }
  return { ...snapshot, project, revisionId: 'foreign' } as Snapshot
}

test('what others changed since is never overwritten without a decision', () => {
  fc.assert(
    fc.property(
      arbitraryProvisioned,
      arbitraryGestures,
      fc.array(fc.nat(), { maxLength: 4 }),
      fc.constantFrom('label', 'client_id', 'issuer_url', 'x_unknown'),
      fc.string({ maxLength: 5 }),
      (before, gestures, picks, field, value) => {
        const published = publishOn(before, perform(before, gestures).intents, counter('made-'))
        const today = foreign(published.snapshot, picks, field, value)
        const draft = revertDraft(published.entities, today)
        const conflicts = findConflicts(today, draft.intents)
        const entry = (snapshot: Snapshot, id: unknown) =>
          ((providersOf(snapshot, 'oidc') ?? []) as JsonObject[]).find((item) => item['id'] === id)
        for (const now of (providersOf(today, 'oidc') ?? []) as JsonObject[]) {
          const left = entry(published.snapshot, now['id'])
          if (!left || sameJson(left[field], now[field])) continue
          const key = `oidc:${String(now['id'])}`
          const intent = draft.intents.connection[key]
          const touches =
            intent?.kind === 'delete' ||
            (intent?.fields[field] !== undefined && intent.fields[field].to !== now[field])
          const isConflict = conflicts.some(
            (item) => item.target.key === key && (item.kind !== 'field' || item.field === field),
          )
          expect(touches ? isConflict : true).toBe(true)
        }
      },
    ),
    runs,
  )
})

test('the same on the documents of the demo workspace, as its API gives them', async () => {
  const bench = await startBench()
  for (const projectId of [demoIds.northwindProduction, demoIds.northwindStaging]) {
    const before = value(await bench.projects.read(projectId, {}))
    fc.assert(
      fc.property(arbitraryGestures, fc.nat(), (gestures, by) => {
        const ids = counter('made-')
        const published = publishOn(before, perform(before, gestures).intents, ids)
        const today = turned(published.snapshot, by)
        const draft = revertDraft(published.entities, today)
        expect(findConflicts(today, draft.intents)).toEqual([])
        const reverted = publishOn(today, draft.intents, ids)
        expect(stateOf(reverted.snapshot)).toBe(stateOf(before))
        const left = turned(reverted.snapshot, by + 1)
        const again = publishOn(left, revertDraft(reverted.entities, left).intents, ids)
        expect(stateOf(again.snapshot)).toBe(stateOf(published.snapshot))
      }),
      { numRuns: 300 },
    )
  }
})
