import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  barrierTo,
  noGuards,
  openedBy,
  withAllowed,
  withLock,
  withoutLock,
  type KeptGuards,
} from '../../../../src/core/model/guards'

const ids = ['a', 'b', 'c', 'd']
const some = fc.subarray(ids)
const anyGuards: fc.Arbitrary<KeptGuards> = fc
  .record({
    locked: some,
    list: fc.option(some, { nil: undefined }),
    unlocked: fc.option(some, { nil: undefined }),
  })
  .map(({ locked, list, unlocked }): KeptGuards => {
    const allowed: KeptGuards['allowed'] = list ? { w: list } : {}
    return { locked, allowed, ...(unlocked ? { lost: { unlocked } } : {}) }
  })
const barrier = (kept: KeptGuards, id: string) =>
  barrierTo({ kind: 'known', ...kept }, { id: id as never, workspaceId: 'w' })
const writable = (kept: KeptGuards) => ids.filter((id) => barrier(kept, id) === undefined)

test('without guards every project may be written, and none where they cannot be read', () => {
  expect(writable(noGuards)).toEqual(ids)
  const unreadable = { kind: 'unreadable', why: 'EACCES' } as const
  expect(barrierTo(unreadable, { id: 'a' as never, workspaceId: 'w' })).toBe('unreadable')
})

test('after a loss everything is locked but what was unlocked since', () => {
  const lost = { ...noGuards, lost: { unlocked: [] } }
  expect(ids.map((id) => barrier(lost, id))).toEqual(ids.map(() => 'locked-by-loss'))
  expect(writable(withoutLock(lost, 'b' as never))).toEqual(['b'])
  expect(writable(withLock(withoutLock(lost, 'b' as never), 'b' as never))).toEqual([])
})

test('a lock closes its project and no other, and unlocking opens no other', () => {
  fc.assert(
    fc.property(anyGuards, fc.constantFrom(...ids), (kept, id) => {
      const before = writable(kept)
      expect(writable(withLock(kept, id as never))).toEqual(before.filter((each) => each !== id))
      const others = writable(withoutLock(kept, id as never)).filter((each) => each !== id)
      expect(others).toEqual(before.filter((each) => each !== id))
      expect(['not-on-list', undefined]).toContain(barrier(withoutLock(kept, id as never), id))
    }),
  )
})

test('what a list opens is named before, and a list of another workspace changes nothing', () => {
  fc.assert(
    fc.property(anyGuards, fc.option(some, { nil: undefined }), (kept, list) => {
      const named = openedBy(kept, 'w', list as never)
      const after = writable(withAllowed(kept, 'w', list as never))
      const unlimited = writable(withAllowed(kept, 'w', undefined))
      expect(after).toEqual(list ? unlimited.filter((id) => list.includes(id)) : unlimited)
      const opened = after.filter((id) => !writable(kept).includes(id))
      if (named !== 'all') expect(opened.filter((id) => !named.includes(id as never))).toEqual([])
      expect(writable(withAllowed(kept, 'other', list as never))).toEqual(writable(kept))
    }),
  )
})

test('only a workspace with a list is opened by another one, by what that one has besides', () => {
  const listed: KeptGuards = { ...noGuards, allowed: { w: ['a', 'b'] } }
  expect(openedBy(noGuards, 'w', ['a'] as never)).toEqual([])
  expect(openedBy(noGuards, 'w', undefined)).toEqual([])
  expect(openedBy(listed, 'w', ['b', 'c'] as never)).toEqual(['c'])
  expect(openedBy(listed, 'w', undefined)).toBe('all')
  expect(withAllowed(listed, 'w', ['c', 'c'] as never).allowed).toEqual({ w: ['c'] })
})

test('a workspace whose id is a name of every object has no list by that', () => {
  const project = { id: 'a', workspaceId: 'constructor' }
  expect(barrierTo({ kind: 'known', ...noGuards }, project as never)).toBeUndefined()
})
