import fc from 'fast-check'
import { expect, it } from 'vitest'
import { changedPairs, sidesOf } from '../../../../src/core/model/pairs'
import type { SetUpOrganization } from '../../../../src/core/model/set-up'

/** What an entity is on each side: one of two versions, or missing. */
const version = fc.constantFrom('first', 'second', undefined)
const fields = { first: { label: 'First' }, second: { label: 'Second' } }

it('pairs by key what is another on both sides, wherever it stands', () => {
  const states = fc
    .array(fc.tuple(version, version), { maxLength: 12 })
    .chain((both) => fc.tuple(fc.constant(both), fc.shuffledSubarray([...both.keys()])))
  fc.assert(
    fc.property(states, ([both, order]) => {
      const side = (which: 0 | 1, places: readonly number[]): SetUpOrganization[] =>
        places.flatMap((place) => {
          const name = both[place]?.[which]
          return name ? [{ key: `key-${place}`, fields: fields[name] }] : []
        })
      const rest = [...both.keys()].filter((place) => !order.includes(place))
      const before = side(0, [...both.keys()])
      const after = side(1, [...order, ...rest])
      const found = new Map(changedPairs(before, after).map((pair) => [pair.key, pair]))
      for (const [place, [old, now]] of both.entries()) {
        const pair = found.get(`key-${place}`)
        expect(pair !== undefined).toBe(old !== now)
        if (!pair) continue
        expect(pair.before?.fields).toBe(old && fields[old])
        expect(pair.after?.fields).toBe(now && fields[now])
      }
      expect(found.size).toBe(both.filter(([old, now]) => old !== now).length)
    }),
  )
})

it('has the first side in its order, then what is new, and more where it is told to', () => {
  const item = (key: string, label = key): SetUpOrganization => ({ key, fields: { label } })
  const kept = item('kept')
  const before = [item('gone'), kept, item('edited')]
  const after = [item('new'), kept, item('edited', 'Edited')]
  const pairs = changedPairs(before, after)
  expect(pairs.map(({ key }) => key)).toEqual(['gone', 'edited', 'new'])
  expect(sidesOf(pairs).map(({ key }) => key)).toEqual(['gone', 'edited', 'edited', 'new'])
  expect(changedPairs(before, after, () => true).map(({ key }) => key)).toContain('kept')
})
