import { expect, it } from 'vitest'
import { timeText, untilText } from '../../../../src/renderer/composables/time-words'

const now = Date.parse('2026-11-25T12:00:00Z')
const after = (hours: number) => new Date(now + hours * 3_600_000).toISOString()

it.each([
  [-1, 'expired'],
  [0, 'expired'],
  [0.5, 'in less than an hour'],
  [1, 'in 1 hour'],
  [23, 'in 23 hours'],
  [24, 'tomorrow'],
  [24 * 7 - 0.1, 'in 7 days'],
  [24 * 30, 'in 30 days'],
])('says of %d hours ahead: %s', (hours, words) => {
  expect(untilText(after(hours), now)).toBe(words)
})

it('shows what is no time as it is', () => {
  expect(timeText('soon')).toBe('soon')
  expect(untilText('soon', now)).toBe('')
  expect(timeText('2026-12-01T12:00:00Z')).toContain('1 Dec 2026')
})
