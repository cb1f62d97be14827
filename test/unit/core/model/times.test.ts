import { afterEach, expect, it } from 'vitest'
import { daysBetween } from '../../../../src/core/model/times'

const zone = process.env['TZ']
afterEach(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

it.each([
  ['UTC', '2026-11-27T10:00:00Z', '2026-11-27T23:59:59Z', 0],
  ['UTC', '2026-11-27T23:59:00Z', '2026-11-28T00:01:00Z', 1],
  ['UTC', '2026-11-27T10:00:00Z', '2026-11-29T08:00:00Z', 2],
  ['UTC', '2026-11-27T10:00:00Z', '2026-11-26T23:00:00Z', -1],
  // The same two moments lie on one day here, and on two there.
  ['America/New_York', '2026-11-27T23:59:00Z', '2026-11-28T00:01:00Z', 0],
  ['Asia/Tokyo', '2026-11-27T14:59:00Z', '2026-11-27T15:01:00Z', 1],
  // A day of 25 hours, and one of 23.
  ['Europe/Berlin', '2026-10-24T22:30:00Z', '2026-10-25T22:30:00Z', 0],
  ['Europe/Berlin', '2026-03-28T22:30:00Z', '2026-03-29T22:30:00Z', 2],
])('counts days as a person does in %s: from %s to %s are %i', (where, from, to, days) => {
  process.env['TZ'] = where
  expect(daysBetween(from, to)).toBe(days)
})

it('counts none for what is no time', () => {
  expect(daysBetween('soon', '2026-11-27T10:00:00Z')).toBeNaN()
})
