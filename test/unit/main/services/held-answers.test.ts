import { expect, it } from 'vitest'
import { createHeldAnswers } from '../../../../src/main/services/held-answers'

it('works an answer out once, and not again before it is told to forget it', async () => {
  let asked = 0
  const held = createHeldAnswers((key) => Promise.resolve(`${key} ${(asked += 1)}`))
  expect(await Promise.all([held.of('a'), held.of('a'), held.of('b')])).toEqual([
    'a 1',
    'a 1',
    'b 2',
  ])
  held.forget('a')
  expect(await Promise.all([held.of('a'), held.of('b')])).toEqual(['a 3', 'b 2'])
})

it('holds nothing that was worked out of what it was told to forget meanwhile', async () => {
  const ends: ((value: string) => void)[] = []
  const held = createHeldAnswers(() => new Promise<string>((resolve) => ends.push(resolve)))
  const before = held.of('a')
  held.forget('a')
  ends[0]?.('outdated')
  expect(await before).toBe('outdated')
  const after = held.of('a')
  ends[1]?.('now')
  expect(await after).toBe('now')
  expect(await held.of('a')).toBe('now')
})

it('asks again after a failure', async () => {
  let fails = true
  const held = createHeldAnswers(() =>
    fails ? Promise.reject(new Error('Not now')) : Promise.resolve('now'),
  )
  await expect(held.of('a')).rejects.toThrow('Not now')
  fails = false
  expect(await held.of('a')).toBe('now')
})
