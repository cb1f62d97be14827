import { mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import AppDialogs from '../../../../../src/renderer/app/dialogs/AppDialogs.vue'

const asked: string[] = []

vi.mock('../../../../../src/renderer/features/workspaces/SwitcherDialog.vue', () => {
  asked.push('switcher')
  throw new Error('The window closes')
})
vi.mock('../../../../../src/renderer/features/commands/PaletteDialog.vue', () => {
  asked.push('palette')
  throw new Error('The window closes')
})

it('loads what keys open once the window is at rest, and nobody hears of it where that fails', async () => {
  const unheard: unknown[] = []
  const hear = (reason: unknown) => void unheard.push(reason)
  process.on('unhandledRejection', hear)
  let rest: () => void = () => undefined
  vi.stubGlobal('requestIdleCallback', (act: () => void) => (rest = act))
  const wrapper = mount(AppDialogs, { props: { commands: [] } })
  expect(asked).toEqual([])
  rest()
  await vi.waitUntil(() => asked.length === 2)
  await new Promise((resolve) => setImmediate(resolve))
  expect(asked.toSorted()).toEqual(['palette', 'switcher'])
  expect(unheard).toEqual([])
  process.off('unhandledRejection', hear)
  wrapper.unmount()
  vi.unstubAllGlobals()
})
