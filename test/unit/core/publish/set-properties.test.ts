import fc from 'fast-check'
import { expect, test } from 'vitest'
import { publishCommands } from '../../../../src/core/publish/commands/commands'
import { draftChanges as changesInDraft } from '../../../../src/core/publish/changes'
import { findConflicts } from '../../../../src/core/draft/conflicts'
import { emptyDraft, record, redo, undo, type Draft } from '../../../../src/core/draft/draft'
import { intentChangesOf, type Edit } from '../../../../src/core/draft/edits'
import type { Target } from '../../../../src/core/intents/intents'
import { patchOf, planPublish } from '../../../../src/core/publish/publish-plan'
import { rebase } from '../../../../src/core/draft/rebase'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { setFields } from '../../../../src/core/fields/fields'
import type { JsonValue } from '../../../../src/core/model/json'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const at = '2026-11-25T12:00:00.000Z'
const organization: Target = { kind: 'organization', key: 'o' }
const connected: Target = { kind: 'connection', key: 'oidc:a' }

/** Every list without order that the table of fields has, on the kind of thing that has it. */
const places = [...setFields].map((field) => ({
  field,
  target: field === 'domains' ? organization : connected,
}))
type Place = (typeof places)[number]

const first = ['base-1.example', 'base-2.example']

/** The project when its list holds some items, and something beside it counts the writes. */
function projectWith({ field }: Place, items: readonly string[], viaPatch: boolean): Snapshot {
  const own = { [field]: [...items] }
  return snapshotOf({
    oidc: [connection('a', field === 'domains' ? {} : own)],
    organizations: [
      { id: 'o', label: 'One', domains: ['one.example'], ...(field === 'domains' ? own : {}) },
    ],
    revisionId: JSON.stringify(items),
    viaPatch,
  })
}

type Step =
  | { readonly kind: 'mine-adds' | 'mine-removes'; readonly which: number; readonly group: boolean }
  | { readonly kind: 'other-adds'; readonly which: number }
  | { readonly kind: 'other-removes'; readonly which: number }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  | { readonly kind: 'refresh' }

const someStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('mine-adds' as const, 'mine-removes' as const),
    which: fc.nat({ max: 5 }),
    group: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('other-adds' as const), which: fc.nat({ max: 5 }) }),
  fc.record({ kind: fc.constant('other-removes' as const), which: fc.nat({ max: 5 }) }),
  fc.constantFrom<Step>({ kind: 'undo' }, { kind: 'redo' }, { kind: 'refresh' }),
)

/** What I did to items, by the id of the history's step that it became part of. */
type Wish = readonly (readonly ['add' | 'remove', string])[]

/** The app beside a model that knows only items: what was added, and what was removed. */
function play(place: Place, viaPatch: boolean, steps: readonly Step[]) {
  const { field, target } = place
  let server = [...first]
  let snapshot = projectWith(place, server, viaPatch)
  let draft: Draft = emptyDraft('p' as never, snapshot.revisionId)
  const wishes = new Map<string, Wish>()
  let made = 0

  const listOf = (from: Snapshot): string[] => {
    const { organizations, connections } = workingCopy(from, draft.intents)
    const [entity] = target.kind === 'organization' ? organizations : connections
    return (entity?.fields[field] ?? []) as string[]
  }
  function type(value: JsonValue, wish: Wish[number], group: boolean): void {
    const edit: Edit = { kind: 'set-field', target, field, value }
    const changes = intentChangesOf(snapshot, draft.intents, edit)
    const before = draft
    draft = record(draft, { label: field, at, changes, ...(group ? { group: field } : {}) })
    const last = draft.past.at(-1)
    const known = before.past.some(({ id }) => id === last?.id)
    if (draft === before || !last) return
    wishes.set(last.id, [...(known ? (wishes.get(last.id) ?? []) : []), wish])
  }
  for (const step of steps) {
    if (step.kind === 'undo') draft = undo(draft)
    else if (step.kind === 'redo') draft = redo(draft)
    else if (step.kind === 'refresh') {
      const now = projectWith(place, server, viaPatch)
      draft = rebase(draft, snapshot, now, at)
      snapshot = now
    } else if (step.kind === 'other-adds') {
      server = [...new Set([...server, `theirs-${step.which}.example`])]
    } else if (step.kind === 'other-removes') {
      server = server.filter((_item, index) => index !== step.which)
    } else if (step.kind === 'mine-adds') {
      const item = `mine-${(made += 1)}.example`
      type([...listOf(snapshot), item], ['add', item], step.group)
    } else {
      // Mine and what was there at first: a removal of theirs would be meant.
      const own = listOf(snapshot).filter((item) => !item.startsWith('theirs'))
      const item = own[step.which % Math.max(own.length, 1)]
      if (item === undefined) continue
      const rest = listOf(snapshot).filter((other) => other !== item)
      type(rest, ['remove', item], step.group)
    }
  }
  const now = projectWith(place, server, viaPatch)
  return { server, snapshot, now, draft, wishes, listOf }
}

/** What has to come of it: theirs, less what I removed, and what I added. */
function expected(server: readonly string[], draft: Draft, wishes: ReadonlyMap<string, Wish>) {
  const items = new Set(server)
  for (const { id } of draft.past) {
    for (const [what, item] of wishes.get(id) ?? []) {
      if (what === 'add') items.add(item)
      else items.delete(item)
    }
  }
  return [...items].toSorted()
}

/** The list that a plan's requests carry; `undefined` where they leave it alone. */
function sentList(snapshot: Snapshot, draft: Draft, { field }: Place): string[] | undefined {
  const plan = planPublish(snapshot, draft.intents)
  const operation = patchOf(plan).find(({ path }) => path.endsWith(`/${field}`))
  if (operation) return (operation as { value?: string[] }).value ?? []
  const update = plan.steps.find(({ kind }) => kind === 'update-organization')
  return update?.kind === 'update-organization' ? (update.body[field] as string[]) : undefined
}

test.each(places)('$field: whatever comes in between, theirs stays and mine is sent', (place) => {
  fc.assert(
    fc.property(fc.array(someStep, { maxLength: 14 }), fc.boolean(), (steps, viaPatch) => {
      const { server, snapshot, now, draft, wishes, listOf } = play(place, viaPatch, steps)
      // On the snapshot of the window, and on the one that a publish reads.
      for (const [state, held] of [
        [snapshot, JSON.parse(snapshot.revisionId) as string[]],
        [now, server],
      ] as const) {
        const items = expected(held, draft, wishes)
        expect(listOf(state).toSorted()).toEqual(items)
        expect(findConflicts(state, draft.intents)).toEqual([])
        const sent = sentList(state, draft, place)
        const changed = changesInDraft(state, draft.intents).flatMap(({ fields }) => fields)
        if (JSON.stringify(items) === JSON.stringify(held.toSorted())) {
          expect([sent, changed]).toEqual([undefined, []])
          continue
        }
        expect(sent?.toSorted()).toEqual(items)
        expect(changed.map(({ before }) => before)).toEqual([held])
        expect(((changed[0]?.after ?? []) as string[]).toSorted()).toEqual(items)
      }
    }),
    { numRuns: 200 },
  )
})

test.each([
  ['curl', /"domains": ?\[[^\]]*mine-1\.example[^\]]*\]/],
  ['Ory CLI', /--domains=\S*mine-1\.example/],
] as const)('a redo leaves a colleague’s domain in %s', (tool, list) => {
  const place = { field: 'domains', target: organization }
  const { now, draft } = play(place, false, [
    { kind: 'mine-adds', which: 0, group: false },
    { kind: 'undo' },
    { kind: 'other-adds', which: 0 },
    { kind: 'refresh' },
    { kind: 'redo' },
  ])
  const plan = planPublish(now, draft.intents)
  const publish = { snapshot: now, plan, apiAddress: 'https://api.example' }
  const { text } = publishCommands(publish as never, tool)
  const sent = list.exec(text)?.[0]
  expect(sent).toContain('theirs-0.example')
})

test('what is no list of texts is decided by a person', () => {
  const place = { field: 'scope', target: connected }
  const { snapshot, draft } = play(place, false, [{ kind: 'mine-adds', which: 0, group: false }])
  const odd = snapshotOf({ oidc: [connection('a', { scope: ['openid', 7] })] })
  const moved = rebase(draft, snapshot, odd, at)
  expect(findConflicts(odd, moved.intents)).toMatchObject([{ field: 'scope', kind: 'field' }])
})
