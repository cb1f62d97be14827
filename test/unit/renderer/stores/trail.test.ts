import { describe, expect, it } from 'vitest'
import { emptyTrail, stepped, visited, type Trail } from '../../../../src/renderer/stores/trail'

const same = (left: string, right: string) => left === right
const all = () => true
const walk = (...places: string[]): Trail<string> =>
  places.reduce<Trail<string>>((trail, place) => visited(trail, place, same), emptyTrail)
const at = (trail: Trail<string> | undefined) => trail && trail.places[trail.at]

describe('a trail', () => {
  it('goes back and forward, and no further than it is long', () => {
    const trail = walk('a', 'b', 'c')
    const back = stepped(trail, -1, all)
    expect(at(back)).toBe('b')
    expect(at(back && stepped(back, 1, all))).toBe('c')
    expect(stepped(trail, 1, all)).toBeUndefined()
    expect(stepped(emptyTrail, -1, all)).toBeUndefined()
  })

  it('counts the same place once, and forgets what a person had gone back from', () => {
    expect(walk('a', 'a', 'b', 'b').places).toEqual(['a', 'b'])
    const back = stepped(walk('a', 'b', 'c'), -1, all)
    expect(back && visited(back, 'd', same)).toEqual({ places: ['a', 'b', 'd'], at: 2 })
  })

  it('passes over what is gone', () => {
    expect(at(stepped(walk('a', 'b', 'c'), -1, (place) => place !== 'b'))).toBe('a')
  })

  it('is not longer than anyone goes back', () => {
    const trail = walk(...Array.from({ length: 300 }, (_, index) => `${index}`))
    expect([trail.places.length, at(trail)]).toEqual([100, '299'])
  })
})
