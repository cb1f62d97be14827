import fc from 'fast-check'
import { expect, test } from 'vitest'
import { success } from '../../../../../src/core/errors/result'
import type { Snapshot } from '../../../../../src/core/model/snapshot'
import { createOwnWrites } from '../../../../../src/main/services/projects/own-writes'
import {
  wholeForm,
  withoutGoneClients,
  withForm,
} from '../../../../../src/main/services/projects/normalized-form'
import { size } from '../../../../soak/size'
import { scimEntry } from '../../../../support/states/radar'
import { connection, snapshotOf } from '../../../../support/states/snapshots'

const one = { id: 'o1', label: 'One', domains: [] }
const renamed = { ...one, label: 'Renamed' }
const two = { id: 'o2', label: 'Two', domains: [] }

function started() {
  let time = Date.parse('2026-11-25T12:00:00Z')
  const writes = createOwnWrites(() => new Date(time))
  return { writes, pass: (milliseconds: number) => (time += milliseconds) }
}

test('a late read does not undo what our own patch answered', () => {
  const { writes } = started()
  const before = snapshotOf({ revisionId: 'r1', oidc: [connection('a')] })
  const after = snapshotOf({ revisionId: 'r2', oidc: [connection('a', { label: 'New' })] })
  writes.note(before, after)
  expect(writes.reconcile(before)).toMatchObject({ revisionId: 'r2', project: after.project })
  expect(writes.hasReplaced(before.summary.id, 'r1')).toBe(true)
})

test('what another writer did since is believed', () => {
  const { writes } = started()
  writes.note(snapshotOf({ revisionId: 'r1' }), snapshotOf({ revisionId: 'r2' }))
  const newer = snapshotOf({ revisionId: 'r3', oidc: [connection('b')] })
  expect(writes.reconcile(newer)).toEqual(newer)
})

test('an organization made, renamed or deleted by us is so until a read has caught up', () => {
  const { writes } = started()
  const at = (organizations: readonly (typeof one)[]) =>
    snapshotOf({ organizations, viaPatch: false })
  writes.note(at([one]), at([renamed, two]))
  expect(writes.reconcile(at([one])).organizations).toEqual([renamed, two])
  // It has caught up with one of them, and another writer has moved that one on.
  const moved = { ...renamed, label: 'Moved on' }
  expect(writes.reconcile(at([moved])).organizations).toEqual([moved, two])
  writes.note(at([moved, two]), at([moved]))
  expect(writes.reconcile(at([moved, two])).organizations).toEqual([moved])
})

test('after a minute a read is the truth, whatever it says', () => {
  const { writes, pass } = started()
  writes.note(snapshotOf({ organizations: [] }), snapshotOf({ organizations: [two] }))
  pass(61_000)
  expect(writes.reconcile(snapshotOf({ organizations: [] })).organizations).toEqual([])
})

test('times that the server sets are no difference', () => {
  const { writes } = started()
  const timed = { ...one, created_at: '2026-11-25T12:00:00Z', updated_at: '2026-11-25T12:00:01Z' }
  writes.note(snapshotOf({ organizations: [one] }), snapshotOf({ organizations: [timed] }))
  expect(writes.reconcile(snapshotOf({ organizations: [one] })).organizations).toEqual([one])
})

test('a project whose workspace is disconnected is forgotten, others are not', () => {
  const { writes } = started()
  const [before, after] = [snapshotOf({ revisionId: 'r1' }), snapshotOf({ revisionId: 'r2' })]
  const other = { ...before, summary: { ...before.summary, id: 'another' } }
  writes.sending(before)
  writes.sending(other as never)
  writes.note(before, after)
  writes.forget(before.summary.id)
  expect(writes.reconcile(before)).toEqual(before)
  expect(writes.hasReplaced(before.summary.id, 'r1')).toBe(false)
  expect(writes.mayHaveReplaced(before)).toBe(false)
  expect(writes.mayHaveReplaced(other as never)).toBe(true)
})

test('a read that is two of our states old is no other writer', () => {
  const { writes } = started()
  const at = (...organizations: (typeof one)[]) => snapshotOf({ organizations, viaPatch: false })
  const again = { ...renamed, label: 'Renamed again' }
  writes.note(at(one), at(renamed))
  writes.note(at(renamed), at(again))
  for (const late of [at(one), at(renamed), at(one)]) {
    expect(writes.reconcile(late).organizations).toEqual([again])
  }
  writes.note(at(again), at(again, two))
  writes.note(at(again, two), at(again))
  // Without it, as before it was made and after it was deleted; then a read from in between.
  expect(writes.reconcile(at(again)).organizations).toEqual([again])
  expect(writes.reconcile(at(again, two)).organizations).toEqual([again])
})

test('a state of our own that is older than a minute may be another writer’s again', () => {
  const { writes, pass } = started()
  const at = (organization: typeof one) =>
    snapshotOf({ organizations: [organization], viaPatch: false })
  const again = { ...renamed, label: 'Renamed again' }
  writes.note(at(one), at(renamed))
  pass(45_000)
  writes.note(at(renamed), at(again))
  pass(30_000)
  expect(writes.reconcile(at(renamed)).organizations).toEqual([again])
  expect(writes.reconcile(at(one)).organizations).toEqual([one])
})

test('a revision that was known before our own is older, whoever made the one in between', () => {
  const { writes } = started()
  const [first, theirs, ours] = ['r1', 'r2', 'r3'].map((revisionId) => snapshotOf({ revisionId }))
  writes.reconcile(first!)
  writes.reconcile(theirs!)
  writes.sending(theirs!)
  // Read before the answer to our request: it may be newer than ours.
  const newer = snapshotOf({ revisionId: 'r4' })
  writes.reconcile(newer)
  writes.note(theirs!, ours!)
  expect(writes.reconcile(first!).revisionId).toBe('r3')
  expect(writes.reconcile(theirs!).revisionId).toBe('r3')
  // It is older, but not by a request of ours.
  expect(writes.hasReplaced(first!.summary.id, 'r1')).toBe(false)
  expect(writes.reconcile(newer).revisionId).toBe('r4')
})

interface ServerState {
  readonly revisionId: string
  /** Label by client, each in an organization of its own. */
  readonly labels: Readonly<Record<string, string>>
}
const at = '2026-12-02T12:00:00.000Z'
const documentOf = ({ revisionId, labels }: ServerState) =>
  snapshotOf({ revisionId, organizations: Object.keys(labels).map((id) => ({ id })) })
/** The form of a state; it may have a revision of its own, or name none. */
function formOf({ revisionId, labels }: ServerState, id: string | undefined = revisionId) {
  const scimClients = Object.entries(labels).map(([key, label]) => scimEntry(key, key, { label }))
  const revision = { ...(id === '' ? {} : { id }), scim_clients: scimClients }
  return success({ states: { oidc: [], saml: [] }, scimClients, revision })
}
const labelsIn = ({ scim }: Snapshot) =>
  Object.fromEntries((scim?.clients ?? []).map((client) => [client['client_id'], client['label']]))

test('a late form shows no SCIM client as it was before our last write, in any order of writes and reads', () => {
  const write = fc.record({
    by: fc.constantFrom('us', 'them'),
    client: fc.constantFrom('a', 'b', 'c'),
    isDeleted: fc.constantFrom(true, false, false, false),
  })
  const read = fc.record({ document: fc.nat(5), form: fc.nat(5) })
  fc.assert(
    fc.property(fc.array(fc.oneof(write, read), { maxLength: 30 }), (steps) => {
      const { writes, pass } = started()
      const states: ServerState[] = [{ revisionId: 'r0', labels: { a: '0', b: '0', c: '0' } }]
      const known = new Set([0])
      let ours = -1
      const look = (document: number, form: number) =>
        writes.withForm(writes.reconcile(documentOf(states[document]!)), formOf(states[form]!), at)
      look(0, 0)
      for (const step of steps) {
        // Revisions say what is late, for however long.
        pass(61_000)
        const last = states.length - 1
        if ('form' in step) {
          // The revisions of states that this app never saw say nothing of their age.
          const back = (by: number) => Math.max(0, last - by)
          const [document, form] = [back(step.document), back(step.form)]
          if (![document, form].every((index) => known.has(index) || index > ours)) continue
          const state = look(document, form)
          known.add(document).add(form)
          expect(labelsIn(state)).toEqual(states[Math.max(form, ours)]!.labels)
          // A patch addresses the clients by their positions in the form.
          const rows = wholeForm(state)?.['scim_clients'] as { client_id: string }[]
          expect(rows.map(({ client_id }) => client_id)).toEqual(Object.keys(labelsIn(state)))
          continue
        }
        const { [step.client]: label, ...others } = states[last]!.labels
        if (label === undefined) continue
        const revisionId = `r${states.length}`
        const labels = step.isDeleted
          ? others
          : { ...states[last]!.labels, [step.client]: revisionId }
        const next = { revisionId, labels }
        states.push(next)
        if (step.by === 'them') continue
        const before = look(last, last)
        writes.sending(before)
        const { scim } = before
        const document = { ...documentOf(next), ...(scim ? { scim } : {}) }
        writes.note(
          before,
          step.isDeleted
            ? withoutGoneClients(before, document)
            : withForm(document, formOf(next), at),
        )
        known.add(last).add(last + 1)
        ours = last + 1
      }
    }),
    { numRuns: size(400, 4000) },
  )
})

test('a form that does not name the document’s revision is late while it shows what we replaced, for a minute', () => {
  for (const [before, after, newer] of [
    ['', '', ''],
    ['f1', 'f2', 'f3'],
  ] as const) {
    const { writes, pass } = started()
    const state = (label: string) => ({ revisionId: 'r1', labels: { a: label } })
    const document = documentOf(state('Old'))
    const read = (label: string, id: string) =>
      labelsIn(writes.withForm(document, formOf(state(label), id), at))['a']
    const known = writes.withForm(document, formOf(state('Old'), before), at)
    writes.sending(known)
    writes.note(known, withForm(known, formOf(state('New'), after), at))
    expect(read('Old', before)).toBe('New')
    expect(read('Theirs', newer)).toBe('Theirs')
    expect(labelsIn(writes.withForm(document, { ok: false, error: {} as never }, at))).toEqual({})
    pass(61_000)
    expect(read('Old', newer)).toBe('Old')
  }
})

test('SCIM clients that were never read, or not this time, are not those of our write', () => {
  const { writes } = started()
  const unread = { ...snapshotOf({ revisionId: 'r1' }) }
  writes.note(unread, { ...unread, revisionId: 'r2' })
  const form = formOf({ revisionId: 'r1', labels: { a: 'Read' } })
  expect(labelsIn(writes.withForm(unread, form, at))).toEqual({ a: 'Read' })
})
