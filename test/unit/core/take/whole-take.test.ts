import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compare, type Comparison } from '../../../../src/core/compare/compare'
import { firstMemory } from '../../../../src/core/compare/memory'
import { isOpen } from '../../../../src/core/compare/rows'
import { setUpOf } from '../../../../src/core/draft/set-up-of'
import { intentChangesOf } from '../../../../src/core/draft/edits'
import { workingCopy } from '../../../../src/core/draft/working-copy'
import { moveManyIntents, noIntents, type Intents } from '../../../../src/core/intents/intents'
import type { JsonObject } from '../../../../src/core/model/json'
import type { SetUp } from '../../../../src/core/model/set-up'
import type { Snapshot } from '../../../../src/core/model/snapshot'
import { makeSetUpFile } from '../../../../src/core/set-up-file/write'
import { setUpOfFile } from '../../../../src/core/set-up-file/set-up-of-file'
import { takenEdits, planTake, type TakeItem } from '../../../../src/core/take/take'
import { connection, snapshotOf } from '../../../support/states/snapshots'

const name = fc.stringMatching(/^[a-d]{1,2}$/)
/** What no table knows, what may be a secret, what is only sent, and what is empty. */
const more: fc.Arbitrary<JsonObject> = fc.record(
  {
    x_plain: fc.constantFrom(1, 2),
    x_limits: fc.constantFrom({ perDay: 1 }, { perDay: 2 }),
    x_token: fc.constantFrom('canary-one', 'canary-two'),
    auto_link: fc.boolean(),
    scope: fc.subarray(['openid', 'email']),
    pkce: fc.constantFrom('', 'auto', 'force'),
  },
  { requiredKeys: [] },
)
const entity = fc.record({ id: name, label: name, place: fc.nat(5), more })
type Named = { readonly id: string; readonly label: string }
/** Names that several of one project have make no match: they have tests of their own. */
const meets = (one: Named, other: Named) => one.id === other.id || one.label === other.label
/** Projects whose organizations and connections often meet: by id, by label, by domain, by issuer. */
const project: fc.Arbitrary<Snapshot> = fc
  .record({
    organizations: fc.uniqueArray(entity, { maxLength: 4, comparator: meets }),
    connections: fc.uniqueArray(entity, { maxLength: 5, comparator: meets }),
    held: fc.boolean(),
  })
  .map(({ organizations, connections, held }) => {
    const oidc = connections.map((item) => {
      const place = ['gone', ...organizations.map(({ id }) => id)][item.place]
      return connection(item.id, {
        label: item.label,
        issuer_url: `https://${item.label}.example`,
        ...item.more,
        ...(place === undefined ? {} : { organization_id: place }),
      })
    })
    const snapshot = snapshotOf({
      organizations: organizations.map(({ id, label, more: own }) => ({
        id,
        label,
        domains: [`${label}.example`],
        ...('x_plain' in own ? { x_plain: own['x_plain'] } : {}),
      })),
      oidc,
    })
    const cut = Object.fromEntries(connections.map(({ id }) => [`oidc:${id}`, ['x_limits']]))
    return held ? { ...snapshot, cut } : snapshot
  })

/** The ways in which a set-up comes from elsewhere, as the app compares each. */
const origins = {
  project: { read: setUpOf, memory: firstMemory(false), matching: 'likeness' },
  'the same project': { read: setUpOf, memory: firstMemory(true), matching: 'likeness' },
  file: {
    read: (snapshot: Snapshot) => setUpOfFile(makeSetUpFile(setUpOf(snapshot), new Map()).file),
    memory: firstMemory(true),
    matching: 'id',
  },
} as const
type Origin = (typeof origins)[keyof typeof origins]

const comparisonOf = ({ memory, matching }: Origin, source: SetUp, target: SetUp) =>
  compare(source, target, memory, matching)

function take(origin: Origin, source: SetUp, target: Snapshot, intents: Intents = noIntents) {
  let made = 0
  const items = planTake({
    comparison: comparisonOf(origin, source, setUpOf(target, intents)),
    chosen: 'all',
    substitutions: [],
    texts: 'addresses',
    copy: workingCopy(target, intents),
    newKey: () => `new:${Object.keys(intents.organization).length}-${(made += 1)}`,
  })
  const changes = takenEdits(items).flatMap((edit) => intentChangesOf(target, intents, edit))
  return { items, after: moveManyIntents(intents, changes, 'forward') }
}

/** What differs and nobody expects to, entity by entity of the source, beside what only the target has. */
const open = ({ entities }: Comparison) =>
  entities.flatMap((entity) => {
    if (!entity.left) return []
    if (!entity.right) return entity.kind === 'method' ? [] : [`${entity.kind} ${entity.left.key}`]
    return entity.fields
      .filter((item) => isOpen(item) && !['id', 'redirect_url', 'enabled'].includes(item.field))
      .filter(({ state }) => entity.kind !== 'method' || state !== 'right')
      .map(({ field }) => `${entity.kind} ${entity.left?.key} ${field}`)
  })

/** The same by what a take says that it skipped. */
const skipped = ({ entities }: Comparison, items: readonly TakeItem[]) =>
  items.flatMap(({ id, kind, heldBack, skipped: fields }) => {
    const key = entities.find((item) => item.id === id)?.left?.key ?? ''
    const own = fields.map(({ field }) => `${kind} ${key} ${field}`)
    return heldBack === undefined ? own : [`${kind} ${key}`, ...own]
  })

describe.each(Object.entries(origins))('a take from a %s', (_, origin) => {
  test('into an equal target changes nothing', () => {
    fc.assert(
      fc.property(project, (snapshot) => {
        const source = origin.read(snapshot)
        const { items, after } = take(origin, source, snapshot)
        // What is sent and never shown can be told to differ from nothing alone.
        const isOnlySent = (item: TakeItem) =>
          item.fields.every(({ field }) => field === 'auto_link')
        expect(items.filter((item) => !isOnlySent(item))).toEqual([])
        expect(take(origin, source, snapshot, after).after).toEqual(after)
      }),
    )
  })

  test('leaves nothing to compare but what it says that it skipped', () => {
    fc.assert(
      fc.property(project, project, (one, other) => {
        const source = origin.read(one)
        const { items, after } = take(origin, source, other)
        expect(JSON.stringify(takenEdits(items))).not.toContain('canary')
        const before = comparisonOf(origin, source, setUpOf(other))
        const told = skipped(before, items)
        const rest = open(comparisonOf(origin, source, setUpOf(other, after)))
        expect(rest.filter((item) => !told.includes(item))).toEqual([])
      }),
    )
  })
})
