import { expect, test, vi } from 'vitest'
import { createPace } from '../../../../src/main/api/pace'
import { askedWait, pauseAfter, type Headers } from '../../../../src/main/api/rate-limits'

const now = Date.parse('2026-11-25T12:00:00Z')

test.each<[Headers, number]>([
  [{}, 0],
  [{ 'x-ratelimit-reset': '0' }, 0],
  [{ 'x-ratelimit-reset': ['0', '41'] }, 41_000],
  [{ 'x-ratelimit-reset': '0, 41, 3' }, 41_000],
  [{ 'x-ratelimit-reset': ['0', '600'] }, 60_000],
  [{ 'x-ratelimit-reset': 'soon' }, 0],
  [{ 'x-ratelimit-reset': '-5' }, 0],
  [{ 'retry-after': '7' }, 7000],
  [{ 'retry-after': '7', 'x-ratelimit-reset': '12' }, 12_000],
  [{ 'retry-after': '3600' }, 60_000],
  [{ 'retry-after': 'Wed, 25 Nov 2026 12:00:20 GMT' }, 20_000],
  [{ 'retry-after': 'Wed, 25 Nov 2026 11:00:00 GMT' }, 0],
  [{ 'retry-after': 'nonsense' }, 0],
  // The empty bucket is the one that rejected; one with requests left is not waited for.
  [{ 'x-ratelimit-remaining': ['0', '250'], 'x-ratelimit-reset': ['0', '41'] }, 0],
  [{ 'x-ratelimit-remaining': '8, 0', 'x-ratelimit-reset': '1, 41' }, 41_000],
  [{ 'x-ratelimit-remaining': ['8', '250'], 'x-ratelimit-reset': ['1', '41'] }, 0],
])('after a rejection with %o the server wants %i ms', (headers, expected) => {
  expect(askedWait(headers, now, true)).toBe(expected)
})

test.each<[Headers, number]>([
  [{ 'x-ratelimit-remaining': ['8', '250'], 'x-ratelimit-reset': ['1', '41'] }, 0],
  [{ 'x-ratelimit-remaining': ['8', '0'], 'x-ratelimit-reset': ['1', '41'] }, 41_000],
  [{ 'x-ratelimit-reset': ['1', '41'] }, 0],
  [{ 'x-ratelimit-remaining': '250', 'x-ratelimit-reset': ['1', '41'] }, 0],
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': ['1', '41'] }, 41_000],
  [{ 'retry-after': '7', 'x-ratelimit-reset': '41' }, 7000],
])('after another failure with %o it wants %i ms', (headers, expected) => {
  expect(askedWait(headers, now, false)).toBe(expected)
})

test.each<[Headers, number]>([
  [{}, 0],
  [{ 'x-ratelimit-remaining': ['2', '250'], 'x-ratelimit-reset': ['0', '41'] }, 0],
  [{ 'x-ratelimit-remaining': ['1', '250'], 'x-ratelimit-reset': ['0', '41'] }, 100],
  [{ 'x-ratelimit-remaining': ['0', '250'], 'x-ratelimit-reset': ['1', '41'] }, 1000],
  [{ 'x-ratelimit-remaining': ['8', '1'], 'x-ratelimit-reset': ['0', '41'] }, 2000],
  [{ 'x-ratelimit-remaining': '0' }, 100],
  [{ 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': ['0', '1'] }, 1000],
  [{ 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '0.5' }, 500],
])('a success with %o is followed by a pause of %i ms', (headers, expected) => {
  expect(pauseAfter(headers)).toBe(expected)
})

test('a pause is for its origin alone, once, and for the rest of its time', async () => {
  let time = 1000
  const sleep = vi.fn((_milliseconds: number) => Promise.resolve())
  const pace = createPace({ sleep, now: () => time })
  pace.noteLimits('https://a', { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '1' })
  await pace.wait('https://b', undefined)
  expect(sleep).not.toHaveBeenCalled()
  time += 300
  await pace.wait('https://a', undefined)
  expect(sleep.mock.calls.map(([milliseconds]) => milliseconds)).toEqual([700])
  await pace.wait('https://a', undefined)
  expect(sleep).toHaveBeenCalledTimes(1)
  pace.noteLimits('https://a', { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '1' })
  time += 5000
  await pace.wait('https://a', undefined)
  expect(sleep).toHaveBeenCalledTimes(1)
})
