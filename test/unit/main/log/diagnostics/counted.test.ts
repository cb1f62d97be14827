import { expect, test } from 'vitest'
import { counted } from '../../../../../src/main/log/diagnostics/counted'

test('a number stands with its noun in the number that it needs', () => {
  expect(counted(0, 'change')).toBe('0 changes')
  expect(counted(1, 'change')).toBe('1 change')
  expect(counted(2_000, 'change')).toBe('2,000 changes')
  expect(counted(1, 'case was', 'cases were')).toBe('1 case was')
  expect(counted(2, 'case was', 'cases were')).toBe('2 cases were')
})
