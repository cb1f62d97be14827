import { mount } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { success } from '../../../../../src/core/errors/result'
import type { AppState } from '../../../../../src/core/ipc/app-state'
import type { EventName } from '../../../../../src/core/ipc/contract'
import PersonSettings from '../../../../../src/renderer/features/settings/PersonSettings.vue'
import { useAppStore } from '../../../../../src/renderer/stores/app'
import { setBridge } from '../../../../support/page/bridge'

let saved: unknown[]
const listeners = new Map<string, (payload: any) => void>()

beforeEach(() => {
  saved = []
  setBridge({
    request: (name: string, input: any) => {
      if (name === 'settings.save') saved.push(input.settings)
      return Promise.resolve(success({}))
    },
    subscribe: (name: EventName, listener: (payload: any) => void) => {
      listeners.set(name, listener)
      return () => undefined
    },
  })
  // Only what is read of the state here.
  const state = { settings: { theme: 'system', columns: {} }, accountName: 'kim' }
  useAppStore().state = state as unknown as AppState
})

const input = () => document.querySelector('input') as HTMLInputElement
async function type(text: string, end: 'blur' | 'enter' | 'none' = 'blur') {
  input().value = text
  input().dispatchEvent(new Event('input'))
  await nextTick()
  if (end === 'blur') input().dispatchEvent(new FocusEvent('blur'))
  if (end === 'enter') {
    input().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  }
  await nextTick()
}

it('is first the name of the account, then what is typed, and empty the account’s again', async () => {
  const view = mount(PersonSettings, { attachTo: document.body })
  const app = useAppStore()
  expect(input().value).toBe('kim')
  await type('kim')
  expect(saved).toEqual([])
  await type('  Kim Weber ', 'enter')
  expect([saved, app.personName, input().value]).toEqual([
    [{ personName: 'Kim Weber' }],
    'Kim Weber',
    'Kim Weber',
  ])
  await type('')
  expect([saved.at(-1), app.personName, input().value]).toEqual([{ personName: '' }, 'kim', 'kim'])
  // Typed and left by a key that leads elsewhere.
  await type('K. Weber', 'none')
  view.unmount()
  expect(saved.at(-1)).toEqual({ personName: 'K. Weber' })
})

it('follows another window', async () => {
  const view = mount(PersonSettings, { attachTo: document.body })
  const settings = { theme: 'system', columns: {}, personName: 'Ada' }
  listeners.get('settings.changed')?.({ settings })
  await nextTick()
  expect(input().value).toBe('Ada')
  view.unmount()
  expect(saved).toEqual([])
})
