import fc from 'fast-check'
import { expect, it } from 'vitest'
import { planBulk } from '../../../../src/core/bulk/bulk'
import type { DomainTableRow } from '../../../../src/core/bulk/domain-table'
import { operationField, type SettingOperation } from '../../../../src/core/bulk/operation'
import { redo, undo, type Draft } from '../../../../src/core/draft/draft'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { planPublish } from '../../../../src/core/publish/publish-plan'
import { draftWith } from '../../../support/states/draft-with'
import { arbitraryGestures, perform } from '../../../support/states/edits'
import { arbitrarySnapshot, connection, snapshotOf } from '../../../support/states/snapshots'
import { stepped } from '../../../support/states/bulk'

const scope = fc.constantFrom('openid', 'email', 'groups', 'profile')
const domain = fc.constantFrom('a.example', 'B.example', 'c.example', 'no-domain')
const name = fc.stringMatching(/^[a-z]{1,8}$/)

const plainFields = ['pkce', 'issuer_url', 'subject_source', 'update_identity_on_login']

const operation: fc.Arbitrary<SettingOperation> = fc.oneof(
  fc.record({
    kind: fc.constant('list' as const),
    field: fc.constantFrom('scope', 'aal2_acr_values'),
    how: fc.constantFrom('add' as const, 'remove' as const, 'set' as const),
    items: fc.uniqueArray(scope, { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('mapper' as const),
    text: fc.constantFrom('', '{}', '{ a: 1 }'),
  }),
  fc.record({
    kind: fc.constant('value' as const),
    field: fc.constantFrom(...plainFields),
    value: fc.constantFrom(undefined, '', 'never', 'oid', 'https://login.example'),
  }),
  fc.record({
    kind: fc.constant('value' as const),
    field: fc.constantFrom('front_channel_logout', 'idp_initiated_login_enabled'),
    value: fc.constantFrom(undefined, true, false),
  }),
  fc.record({
    kind: fc.constant('value' as const),
    field: fc.constant('session_lifespan'),
    value: fc.constantFrom('', '8h', '7 days', 'soon'),
  }),
  fc
    .array(
      fc.record({
        organization: name,
        add: fc.uniqueArray(domain),
        remove: fc.uniqueArray(domain),
        line: fc.nat(),
      }),
    )
    .map((rows) => ({ kind: 'domains' as const, table: { rows, remarks: [] } })),
)

const keysOf = (snapshot: Snapshot, draft: Draft) => {
  const { organizations, connections } = setUpOf(snapshot, draft.intents)
  return [...organizations, ...connections].map(({ key }) => key)
}

/** A project, a draft on it and an operation on all of it. */
const situation = fc
  .record({ snapshot: arbitrarySnapshot, gestures: arbitraryGestures, asked: operation })
  .map(({ snapshot, gestures, asked }) => {
    const draft = perform(snapshot, gestures)
    const keys = keysOf(snapshot, draft)
    const named = (row: DomainTableRow, index: number): DomainTableRow => ({
      ...row,
      organization: keys[index % Math.max(1, keys.length)] ?? row.organization,
    })
    return {
      snapshot,
      draft,
      // A table names the organizations that there are.
      operation:
        asked.kind === 'domains'
          ? { ...asked, table: { ...asked.table, rows: asked.table.rows.map(named) } }
          : asked,
      keys,
    }
  })

it('changes nothing the second time, and undo and redo are exact', () => {
  fc.assert(
    fc.property(situation, ({ snapshot, draft, operation: asked, keys }) => {
      const { rows } = planBulk(snapshot, draft.intents, asked, keys)
      const next = stepped(snapshot, draft, asked, rows)
      const again = planBulk(snapshot, next.intents, asked, keys)
      expect(again.rows.filter(({ leftOut }) => leftOut === undefined)).toEqual([])
      expect(stepped(snapshot, next, asked, again.rows)).toBe(next)
      if (next === draft) return
      expect(next.past).toHaveLength(draft.past.length + 1)
      expect(undo(next).intents).toEqual(draft.intents)
      expect(redo(undo(next)).intents).toEqual(next.intents)
    }),
  )
})

it('gives what the preview showed, leaves everything else alone, and can be published', () => {
  fc.assert(
    fc.property(situation, ({ snapshot, draft, operation: asked, keys }) => {
      const { rows } = planBulk(snapshot, draft.intents, asked, keys)
      const next = stepped(snapshot, draft, asked, rows)
      const before = setUpOf(snapshot, draft.intents)
      const after = setUpOf(snapshot, next.intents)
      const changed = new Map(
        rows.flatMap((row) => (row.leftOut ? [] : [[row.target.key, row] as const])),
      )
      const field = operationField(asked).name
      for (const kind of ['organizations', 'connections'] as const) {
        for (const [index, entity] of after[kind].entries()) {
          const was = before[kind][index]
          const row = changed.get(entity.key)
          if (!row) expect(entity).toEqual(was)
          else {
            const names = [
              ...new Set([...Object.keys(entity.fields), ...Object.keys(was?.fields ?? {})]),
            ]
            const differing = names.filter(
              (each) => JSON.stringify(entity.fields[each]) !== JSON.stringify(was?.fields[each]),
            )
            expect(differing).toEqual([field])
            expect(entity.fields[field]).toEqual(row.after)
          }
        }
      }
      // A plan is proved against the document as it is made.
      expect(() => planPublish(snapshot, next.intents)).not.toThrow()
    }),
    { numRuns: 60 },
  )
})

/** The work that a plan is, in reads of members of its connections; it does not depend on the machine. */
function readsFor(count: number): number {
  let reads = 0
  const counting = (id: string) =>
    new Proxy(connection(id), {
      get(target, key, receiver): unknown {
        reads += 1
        return Reflect.get(target, key, receiver)
      },
    })
  const snapshot = snapshotOf({
    oidc: Array.from({ length: count }, (_, index) => counting(`c${index}`)),
  })
  const keys = Array.from({ length: count }, (_, index) => `oidc:c${index}`)
  const asked = { kind: 'list', field: 'scope', how: 'add', items: ['groups'] } as const
  const { rows } = planBulk(snapshot, draftWith(snapshot, []).intents, asked, keys)
  expect(rows.filter(({ leftOut }) => leftOut === undefined)).toHaveLength(count)
  stepped(snapshot, draftWith(snapshot, []), asked, rows)
  return reads
}

it('takes time in proportion to what is chosen', () => {
  const [few, many] = [readsFor(100), readsFor(1000)]
  expect(many / few).toBeLessThan(12)
})
