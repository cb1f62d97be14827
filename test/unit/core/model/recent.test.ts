import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRecent, remembering } from '../../../../src/core/model/recent'

it('holds what was used last, up to what it may weigh, and the newest whatever it weighs', () => {
  const key = fc.constantFrom(...'abcdef')
  const uses = fc.array(fc.record({ key, weight: fc.option(fc.nat(6), { nil: undefined }) }))
  fc.assert(
    fc.property(uses, fc.integer({ min: 1, max: 12 }), (all, most) => {
      const recent = createRecent<string, number>(most, (weight) => weight)
      /** In the order of their last use, the newest first. */
      let expected: (readonly [string, number])[] = []
      for (const { key: used, weight } of all) {
        const known = expected.find(([name]) => name === used)
        if (weight === undefined) expect(recent.get(used)).toBe(known?.[1])
        else recent.set(used, weight)
        const now = weight ?? known?.[1]
        if (now === undefined) continue
        expected = [[used, now], ...expected.filter(([name]) => name !== used)]
        while (expected.length > 1 && expected.reduce((sum, [, each]) => sum + each, 0) > most) {
          expected.pop()
        }
      }
      for (const [name, weight] of expected.toReversed()) expect(recent.get(name)).toBe(weight)
      const gone = [...'abcdef'].filter((name) => !expected.some(([other]) => other === name))
      for (const name of gone) expect(recent.get(name)).toBeUndefined()
    }),
  )
})

it('one text among thousands is worked out once, and what was not met for long is forgotten', () => {
  let made = 0
  const twice = remembering((text) => {
    made += 1
    return text === '' ? undefined : text + text
  })
  for (let round = 0; round < 5000; round += 1) {
    expect(twice('a')).toBe('aa')
    expect(twice('')).toBeUndefined()
  }
  expect(made).toBe(2)
  for (let other = 0; other < 100; other += 1) expect(twice(`${other}`)).toBe(`${other}${other}`)
  expect(made).toBe(102)
  expect(twice('a')).toBe('aa')
  expect(made).toBe(103)
})
