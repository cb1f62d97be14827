import { expect, it, vi } from 'vitest'
import type { Settings } from '../../../../src/core/ipc/app-state'
import { success } from '../../../../src/core/errors/result'
import { createZoom, nextZoom } from '../../../../src/main/app/zoom'

it('goes through the factors of browsers and stays at the last one', () => {
  const stepsFrom = (start: number, to: 'in' | 'out') => {
    const all = [start]
    for (let at = start; nextZoom(at, to) !== at;) all.push((at = nextZoom(at, to)))
    return all
  }
  expect(stepsFrom(1, 'in')).toEqual([1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4])
  expect(stepsFrom(1, 'out')).toEqual([1, 0.9, 0.8, 0.75, 0.67, 0.5])
  expect(nextZoom(3, 'reset')).toBe(1)
})

it('finds its way from a factor that is none of them', () => {
  expect(nextZoom(1.2, 'in')).toBe(1.25)
  expect(nextZoom(1.2, 'out')).toBe(1.1)
})

it('shows and keeps what a person chose, so that the next window begins with it', async () => {
  let kept: Settings = { theme: 'system', columns: {} }
  const show = vi.fn<(factor: number) => void>()
  const zoom = createZoom(
    {
      read: () => Promise.resolve(kept),
      save(part) {
        kept = { ...kept, ...part } as Settings
        return Promise.resolve(success(undefined))
      },
    },
    show,
  )
  expect(await zoom.first()).toBe(1)
  await zoom.change('in')
  await zoom.change('in')
  expect(show.mock.calls).toEqual([[1.1], [1.25]])
  expect(await zoom.first()).toBe(1.25)
  await zoom.change('reset')
  expect(await zoom.first()).toBe(1)
})
