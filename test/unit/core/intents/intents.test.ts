import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  filterIntents,
  inOrderOfMaking,
  intentOf,
  isNewKey,
  moveIntents,
  moveManyIntents,
  nextMade,
  noIntents,
  sameTarget,
  targetsOf,
  type EntityIntent,
  type IntentChange,
  type Intents,
  type Target,
} from '../../../../src/core/intents/intents'

const target = fc.record({
  kind: fc.constantFrom<Target['kind'][]>('organization', 'connection', 'method'),
  key: fc.constantFrom('a', 'new:b', '__proto__'),
})
const value = fc.record(
  { from: fc.constantFrom('one', 'two'), to: fc.constantFrom('three', 'four') },
  { requiredKeys: [] },
)
const entity: fc.Arbitrary<EntityIntent> = fc.record({
  kind: fc.constantFrom('create', 'delete'),
  fields: fc.constantFrom<EntityIntent['fields'][]>({}, { label: { to: 'made' } }),
})
const maybe = <Value>(item: fc.Arbitrary<Value>) => fc.option(item, { nil: undefined })
/** What somebody does next to a target, whatever was there before. */
const deed = fc.oneof(
  fc.record({ target, field: fc.constantFrom('label', 'scope', '__proto__'), after: maybe(value) }),
  fc.record({ target, after: maybe(entity) }),
)

/** Each deed as a change of what the ones before it led to. */
function changesOf(
  deeds: readonly (typeof deed extends fc.Arbitrary<infer Deed> ? Deed : never)[],
) {
  let intents: Intents = noIntents
  return deeds.map((item): IntentChange => {
    const held = intentOf(intents, item.target)
    const change: IntentChange =
      'field' in item
        ? {
            ...item,
            before:
              held && Object.hasOwn(held.fields, item.field) ? held.fields[item.field] : undefined,
          }
        : { ...item, before: held }
    intents = moveIntents(intents, change, 'forward')
    return change
  })
}

describe('changes of intents', () => {
  test('lead forward and back again, one by one and all at once, and leave what they are given', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 12 }), (deeds) => {
        const changes = changesOf(deeds)
        const given = structuredClone(changes)
        const states = changes.reduce<Intents[]>(
          (all, change) => [...all, moveIntents(all.at(-1)!, change, 'forward')],
          [noIntents],
        )
        const end = states.at(-1)!
        expect(moveManyIntents(noIntents, changes, 'forward')).toEqual(end)
        expect(noIntents).toEqual({
          organization: {},
          connection: {},
          method: {},
          'scim-client': {},
        })
        const before = structuredClone(end)
        const back = changes
          .toReversed()
          .reduce((now, change) => moveIntents(now, change, 'back'), end)
        expect(moveManyIntents(end, changes, 'back')).toEqual(back)
        expect([end, changes]).toEqual([before, given])
      }),
    )
  })

  test('of one field leave the others, and an edit goes with its last one', () => {
    const of = { kind: 'connection', key: 'oidc:a' } as const
    const set = (field: string, after?: { to: string }, before?: { to: string }) =>
      ({ target: of, field, before, after }) as IntentChange
    for (const move of [
      moveIntents,
      (intents: Intents, change: IntentChange, way: 'forward' | 'back') =>
        moveManyIntents(intents, [change], way),
    ]) {
      const one = move(noIntents, set('label', { to: 'A' }), 'forward')
      const two = move(one, set('scope', { to: 'openid' }), 'forward')
      expect(two.connection['oidc:a']).toEqual({
        kind: 'edit',
        fields: { label: { to: 'A' }, scope: { to: 'openid' } },
      })
      expect(move(two, set('scope', { to: 'openid' }), 'back')).toEqual(one)
      expect(move(one, set('label', { to: 'A' }), 'back')).toEqual(noIntents)
      expect(move(one, set('label', undefined, { to: 'A' }), 'forward')).toEqual(noIntents)
      // What is created stays without any field.
      const made: EntityIntent = { kind: 'create', fields: { label: { to: 'A' } } }
      const created = move(noIntents, { target: of, after: made }, 'forward')
      expect(move(created, set('label', undefined, { to: 'A' }), 'forward').connection).toEqual({
        'oidc:a': { kind: 'create', fields: {} },
      })
      expect(move(created, { target: of, after: made }, 'back')).toEqual(noIntents)
    }
  })

  test('find nothing under a name that every object has', () => {
    for (const key of ['constructor', 'toString', '__proto__']) {
      const of = { kind: 'organization', key } as const
      expect(intentOf(noIntents, of)).toBeUndefined()
      const change: IntentChange = { target: of, field: 'label', after: { to: 'x' } }
      const intents = moveManyIntents(noIntents, [change], 'forward')
      expect(intentOf(intents, of)).toEqual({ kind: 'edit', fields: { label: { to: 'x' } } })
      expect(moveManyIntents(intents, [change], 'back')).toEqual(noIntents)
    }
  })

  test('take any name for an entity and for a field', () => {
    const of = { kind: 'connection', key: '__proto__' } as const
    const changes: IntentChange[] = [{ target: of, field: '__proto__', after: { to: 'x' } }]
    const intents = moveManyIntents(noIntents, changes, 'forward')
    expect(targetsOf(intents)).toEqual([of])
    expect(Object.entries(Object.entries(intents.connection)[0]![1].fields)).toEqual([
      ['__proto__', { to: 'x' }],
    ])
    expect(moveManyIntents(intents, changes, 'back')).toEqual(noIntents)
    // As ordinary members they can be changed again.
    const again = moveManyIntents(
      intents,
      [{ target: of, field: '__proto__', before: { to: 'x' }, after: { to: 'y' } }],
      'forward',
    )
    expect(Object.entries(Object.entries(again.connection)[0]![1].fields)).toEqual([
      ['__proto__', { to: 'y' }],
    ])
  })
})

describe('new entities', () => {
  const make = (made?: number): EntityIntent => ({
    kind: 'create',
    fields: {},
    ...(made === undefined ? {} : { made }),
  })

  test('stand in the order in which they were made, those of older drafts first', () => {
    const entities = {
      'new:c': make(3),
      'new:a': make(1),
      edited: { kind: 'edit', fields: {}, made: 9 } as EntityIntent,
      'new:old': make(),
      'new:b': make(2),
      'new:older': make(),
    }
    expect(inOrderOfMaking(entities).map(([key]) => key)).toEqual([
      'new:old',
      'new:older',
      'new:a',
      'new:b',
      'new:c',
    ])
    expect(nextMade(entities)).toBe(4)
    expect(nextMade({})).toBe(1)
    expect(nextMade({ 'new:old': make() })).toBe(1)
  })

  test('have keys that no server gives', () => {
    expect(['new:a', 'new:', 'oidc:new:', 'renew:a', ''].map(isNewKey)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})

test('targets are told apart by kind and key, and the intents of some can be picked', () => {
  const edit: EntityIntent = { kind: 'edit', fields: { label: { to: 'x' } } }
  const intents: Intents = {
    organization: { a: edit, b: edit },
    connection: { a: edit },
    method: { oidc: edit },
    'scim-client': {},
  }
  const all: Target[] = [
    { kind: 'organization', key: 'a' },
    { kind: 'organization', key: 'b' },
    { kind: 'connection', key: 'a' },
    { kind: 'method', key: 'oidc' },
  ]
  expect(targetsOf(intents)).toEqual(all)
  for (const one of all) {
    expect(all.filter((other) => sameTarget(one, other))).toEqual([one])
    expect(targetsOf(filterIntents(intents, (other) => sameTarget(one, other)))).toEqual([one])
    expect(
      intentOf(
        filterIntents(intents, (other) => !sameTarget(one, other)),
        one,
      ),
    ).toBeUndefined()
  }
  expect(filterIntents(intents, () => true)).toEqual(intents)
  expect(filterIntents(intents, () => false)).toEqual(noIntents)
})
