import { expect, it } from 'vitest'
import { heldUntilReady } from '../../../../src/main/app/opened-by-system'

it('keeps the last of what came too early, and hands on everything after that at once', () => {
  const taken: string[] = []
  const held = heldUntilReady<string>()
  held.give('one')
  held.give('two')
  held.ready((value) => taken.push(value))
  expect(taken).toEqual(['two'])
  held.give('three')
  expect(taken).toEqual(['two', 'three'])
})
