import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draftChanges as changesInDraft } from '../../../../src/core/publish/changes'
import { record, redo, undo, type Draft } from '../../../../src/core/draft/draft'
import { intentChangesOf, type Edit } from '../../../../src/core/draft/edits'
import type { Target } from '../../../../src/core/intents/intents'
import { addEntry, applyEntries, applyEntry, type Entry } from '../../../../src/core/draft/journal'
import { recordingOf } from '../../../../src/core/draft/draft'
import { planPublish, planText } from '../../../../src/core/publish/publish-plan'
import { serverEntity } from '../../../../src/core/draft/working-copy'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { connection, snapshotOf } from '../../../support/states/snapshots'
import { fieldEdit } from '../../../support/states/field-edit'
import { size as sized } from '../../../soak/size'
import { draftWith } from '../../../support/states/draft-with'

const at = '2026-11-25T12:00:00.000Z'
const runs = { numRuns: sized(120, 300) }

const snapshots = [true, false].map((viaPatch) =>
  snapshotOf({
    oidc: ['c', 'a', 'b'].map((id) => connection(id)),
    saml: [{ id: 's', label: 'S', raw_idp_metadata_xml: 'https://x.example' }],
    organizations: ['two', 'one'].map((id) => ({ id, label: id, domains: [`${id}.example`] })),
    viaPatch,
  }),
)
const created: Edit[] = [
  { kind: 'create-organization', key: 'new:1', fields: { label: 'New', domains: [] } },
  {
    kind: 'create-connection',
    key: 'new:2',
    protocol: 'oidc',
    fields: { id: 'n', provider: 'generic', label: 'N' },
  },
]

const connectionFields = ['label', 'issuer_url', 'client_id', 'x_unknown', 'another', 'pkce', '1']
const organizationFields = ['label', 'session_lifespan', 'default_region']
const methodFields = ['enable_auto_link_policy', 'base_redirect_uri']
const fields: [Target, string][] = [
  ...['oidc:a', 'oidc:b', 'oidc:c', 'saml:s', 'new:2'].flatMap((key) =>
    connectionFields.map((field): [Target, string] => [{ kind: 'connection', key }, field]),
  ),
  ...['one', 'two', 'new:1'].flatMap((key) =>
    organizationFields.map((field): [Target, string] => [{ kind: 'organization', key }, field]),
  ),
  ...methodFields.map((field): [Target, string] => [{ kind: 'method', key: 'oidc' }, field]),
]
const set = ([target, field]: [Target, string], value: string): Edit =>
  fieldEdit(target, field, value)

/** All that is shown and sent, as texts. */
function texts(snapshot: Snapshot, draft: Draft): string[] {
  const plan = planPublish(snapshot, draft.intents)
  const changes = changesInDraft(snapshot, draft.intents)
  const shown = changes.map(({ id, fields: changed }) => [id, changed.map(({ field }) => field)])
  return [planText(plan), JSON.stringify(shown)]
}

test('the same edits in any order give the same text', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...snapshots),
      fc.shuffledSubarray(fields),
      fc.infiniteStream(fc.nat()),
      (snapshot, some, chances) => {
        const turned = some
          .map((item) => ({ item, rank: chances.next().value as number }))
          .toSorted((one, other) => one.rank - other.rank)
          .map(({ item }) => item)
        const of = (list: [Target, string][]) =>
          draftWith(snapshot, [...created, ...list.map((item) => set(item, `new ${item[1]}`))])
        expect(texts(snapshot, of(turned))).toEqual(texts(snapshot, of(some)))
      },
    ),
    runs,
  )
})

test('what was typed back and typed on gives the same text', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...snapshots),
      fc.subarray(fields, { minLength: 1 }),
      fc.nat(),
      (snapshot, some, which) => {
        const plain = draftWith(snapshot, [...created, ...some.map((item) => set(item, 'typed'))])
        const again = some[which % some.length]!
        const back: Edit = { kind: 'revert-field', target: again[0], field: again[1] }
        const edits = [...created, ...some.map((item) => set(item, 'typed')), back]
        const typed = draftWith(snapshot, [...edits, set(again, 'typed')])
        expect(texts(snapshot, typed)).toEqual(texts(snapshot, plain))
      },
    ),
    runs,
  )
})

test('a new thing that is deleted and taken back keeps its place', () => {
  const more: Edit = { kind: 'create-organization', key: 'new:3', fields: { label: 'Third' } }
  for (const snapshot of snapshots) {
    const made = draftWith(snapshot, [...created, more])
    const gone: Edit = { kind: 'delete-organization', key: 'new:1', connections: 'delete' }
    const changes = intentChangesOf(snapshot, made.intents, gone)
    const back = undo(record(made, { label: '', at, changes }))
    expect(texts(snapshot, back)).toEqual(texts(snapshot, made))
    expect(texts(snapshot, redo(undo(made)))).toEqual(texts(snapshot, made))
  }
})

test('the draft on the disk gives the text that the window shows', () => {
  const typing = fc.array(
    fc.record({ aim: fc.nat({ max: fields.length - 1 }), value: fc.constantFrom('', 'x', 'xy') }),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(fc.constantFrom(...snapshots), typing, (snapshot, keys) => {
      const start = draftWith(snapshot, created)
      let window = start
      let waiting: Entry[] = []
      for (const { aim, value } of keys) {
        const [target, field] = fields[aim]!
        const server = serverEntity(snapshot, target)?.[field]
        // The empty text stands for what the server has: it is typed back.
        const to = value === '' ? server : value
        const edit: Edit = { kind: 'set-field', target, field, value: to }
        const changes = intentChangesOf(snapshot, window.intents, edit)
        const group = `${target.key} ${field}`
        const entry = recordingOf(window, { label: '', at, changes, group })
        if (!entry) continue
        window = applyEntry(window, entry)
        waiting = addEntry(waiting, entry)
      }
      const disk = applyEntries(JSON.parse(JSON.stringify(start)) as Draft, waiting)
      expect(texts(snapshot, disk)).toEqual(texts(snapshot, window))
    }),
    runs,
  )
})
