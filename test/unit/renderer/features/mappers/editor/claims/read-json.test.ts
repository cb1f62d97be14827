import { expect, test } from 'vitest'
import { readObject } from '../../../../../../../src/renderer/features/mappers/editor/claims/read-json'

test('refuses JSON that is nested deeper than any walk of it', () => {
  const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
  expect(readObject(nested(200)).ok).toBe(true)
  const message = 'This is nested deeper than 200 levels'
  for (const levels of [201, 100_000]) {
    expect(readObject(nested(levels))).toEqual({ ok: false, message })
  }
})
