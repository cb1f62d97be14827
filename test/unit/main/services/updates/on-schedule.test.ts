import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { onSchedule } from '../../../../../src/main/services/updates/on-schedule'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const day = 24 * 60 * 60 * 1000

function scheduleWith(on: boolean) {
  const look = vi.fn(() => Promise.resolve())
  return { look, schedule: onSchedule({ isOn: () => Promise.resolve(on), look }) }
}

it('looks at the start and each day, until the app ends', async () => {
  const { look, schedule } = scheduleWith(true)
  await schedule.start()
  expect(look).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(2 * day)
  expect(look).toHaveBeenCalledTimes(3)
  // Another setting was saved.
  schedule.turned(true)
  expect(look).toHaveBeenCalledTimes(3)
  schedule.end()
  await vi.advanceTimersByTimeAsync(day)
  expect(look).toHaveBeenCalledTimes(3)
})

it('does not look at the start where it is off, and at once when it is turned on', async () => {
  const { look, schedule } = scheduleWith(false)
  await schedule.start()
  schedule.turned(false)
  expect(look).not.toHaveBeenCalled()
  schedule.turned(true)
  schedule.turned(true)
  expect(look).toHaveBeenCalledTimes(1)
  schedule.turned(false)
  schedule.turned(true)
  expect(look).toHaveBeenCalledTimes(2)
  schedule.end()
})
