import { describe, expect, test } from 'vitest'
import { applyPatch, type PatchOperation } from '../../../../src/core/patch/patch'

const document = { a: { b: [1, 2] }, 'c/d': 1, nothing: null }

describe('applying a patch', () => {
  test('gives a new document and leaves both arguments as they are', () => {
    const value = { made: [1] }
    const operations: PatchOperation[] = [
      { op: 'add', path: '/a/e', value },
      { op: 'add', path: '/a/e/made/-', value: 2 },
      { op: 'remove', path: '/a/b/0' },
      { op: 'replace', path: '/c~1d', value: 2 },
    ]
    const before = structuredClone([document, operations])
    expect(applyPatch(document, operations)).toEqual({
      a: { b: [2], e: { made: [1, 2] } },
      'c/d': 2,
      nothing: null,
    })
    expect([document, operations]).toEqual(before)
  })

  test('shares what no operation touches, and copies what one does', () => {
    const rest = { deep: [1] }
    const whole = {
      list: [
        { id: 'a', of: {} },
        { id: 'b', of: {} },
      ],
      rest,
    }
    const before = structuredClone(whole)
    const after = applyPatch(whole, [
      { op: 'replace', path: '/list/1/id', value: 'c' },
      { op: 'add', path: '/list/-', value: { id: 'd' } },
      { op: 'add', path: '/list/2/label', value: 'D' },
      { op: 'remove', path: '/list/0/of' },
    ])
    expect(after).toEqual({
      list: [{ id: 'a' }, { id: 'c', of: {} }, { id: 'd', label: 'D' }],
      rest: { deep: [1] },
    })
    expect(whole).toEqual(before)
    expect((after as typeof whole).rest).toBe(rest)
  })

  test.each<[about: string, operation: PatchOperation]>([
    ['a member that is not there is removed', { op: 'remove', path: '/a/x' }],
    ['a member that is not there is replaced', { op: 'replace', path: '/a/x', value: 1 }],
    ['a place that is not there is filled', { op: 'add', path: '/x/y', value: 1 }],
    ['a path leads through what has no members', { op: 'add', path: '/c~1d/x', value: 1 }],
    ['a path leads through nothing', { op: 'add', path: '/nothing/x', value: 1 }],
    ['a path leads to what all objects share', { op: 'add', path: '/__proto__/x', value: 1 }],
    ['an entry stands beyond the end', { op: 'add', path: '/a/b/7', value: 1 }],
    ['a path does not begin at the root', { op: 'add', path: 'a/x', value: 1 }],
  ])('throws where %s', (_about, operation) => {
    expect(() => applyPatch(document, [operation])).toThrow(/./)
  })
})
