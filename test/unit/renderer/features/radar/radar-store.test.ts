import { createPinia, setActivePinia } from 'pinia'
import { afterEach, expect, it } from 'vitest'
import { appError } from '../../../../../src/core/errors/app-error'
import { failure, success } from '../../../../../src/core/errors/result'
import type { Bridge } from '../../../../../src/core/ipc/contract'
import { useRadarStore } from '../../../../../src/renderer/features/radar/radar-store'
import { setBridge } from '../../../../support/page/bridge'
import { turns } from '../../../../support/services/turns'

afterEach(() => setBridge(undefined))

it('looks anew after a refresh, though a look that began before it is under way', async () => {
  const asked: string[] = []
  const ends = new Map<string, () => void>()
  const bridge = {
    request(name: string, _input: unknown, callId: string) {
      asked.push(name)
      if (name === 'radar.refresh') return Promise.resolve(success({ read: 2, failed: [] }))
      if (name !== 'radar.look' || asked.filter((each) => each === name).length > 1) {
        return Promise.resolve(success({ looked: 2, unread: 0, findings: 0, rows: [] }))
      }
      const cancelled = failure(appError('request.cancelled', 'The look was cancelled'))
      return new Promise((resolve) => ends.set(callId, () => resolve(cancelled)))
    },
    cancel: (callId: string) => ends.get(callId)?.(),
    subscribe: () => () => undefined,
  }
  setBridge(bridge as unknown as Bridge)
  setActivePinia(createPinia())
  const radar = useRadarStore()
  const first = radar.look()
  await turns()
  await radar.refresh()
  await first
  expect(asked).toEqual(['radar.look', 'radar.refresh', 'radar.look', 'radar.list'])
  expect(radar.error).toBeUndefined()
})
