import { beforeEach, expect, it, vi } from 'vitest'
import { failure, success } from '../../../../src/core/errors/result'
import { appError } from '../../../../src/core/errors/app-error'
import { useAppStore } from '../../../../src/renderer/stores/app'
import { useHomeCountStore } from '../../../../src/renderer/stores/home-count'
import { setBridge } from '../../../support/page/bridge'

let severities: object | undefined
let tellChanged: () => void

beforeEach(() => {
  vi.useFakeTimers()
  severities = { error: 0, warning: 0, info: 0 }
  setBridge({
    request: () =>
      Promise.resolve(
        severities ? success({ counts: { severities } }) : failure(appError('bug', 'No answer')),
      ),
    subscribe(name: string, listener: () => void) {
      if (name === 'radar.changed') tellChanged = listener
      return () => undefined
    },
  })
})

it('counts errors and warnings, and again once the list is another', async () => {
  const app = useAppStore()
  app.state = { workspaces: [{ id: 'w' }] } as never
  const home = useHomeCountStore()
  await vi.runAllTimersAsync()
  expect(home.count).toBe(0)
  const changed = async (next: object | undefined) => {
    severities = next
    tellChanged()
    await vi.runAllTimersAsync()
    return home.count
  }
  expect(await changed({ error: 2, warning: 3, info: 9 })).toBe(5)
  // What cannot be asked stays as it was known last.
  expect(await changed(undefined)).toBe(5)
  expect(await changed({ error: 0, warning: 1, info: 9 })).toBe(1)
  app.state = { workspaces: [] } as never
  expect(home.count).toBe(0)
})
