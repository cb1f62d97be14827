// Runs before each file of the renderer's tests. The window is shared, so what a file left in it is removed.
import { disableAutoUnmount, enableAutoUnmount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterAll, afterEach, beforeEach, vi } from 'vitest'
import { loadRules } from '../../../src/renderer/project/rules'
import { setBridge } from './bridge'

// In a window they are there soon after its first picture.
await loadRules()

type Listened = [EventTarget, Parameters<EventTarget['addEventListener']>]
const listened: Listened[] = []

for (const target of [window, document] as EventTarget[]) {
  const { addEventListener } = target
  target.addEventListener = function noted(...args: Parameters<typeof addEventListener>) {
    listened.push([target, args])
    addEventListener.apply(target, args)
  }
  afterAll(() => {
    target.addEventListener = addEventListener
  })
}

// A failed save is retried for ever, and would receive the answers of the next file.
const timers: ReturnType<typeof setTimeout>[] = []
const { setTimeout: setTimer } = globalThis
globalThis.setTimeout = Object.assign((...args: Parameters<typeof setTimer>) => {
  const timer = setTimer(...args)
  timers.push(timer)
  return timer
}, setTimer)

beforeEach(() => {
  setActivePinia(createPinia())
})

disableAutoUnmount()
enableAutoUnmount(afterEach)
afterEach(() => {
  vi.useRealTimers()
  document.body.innerHTML = ''
  setBridge(undefined)
})

afterAll(async () => {
  // A part that loads late, as the editor does, would come after the window is gone.
  await vi.dynamicImportSettled()
  globalThis.setTimeout = setTimer
  for (const timer of timers) clearTimeout(timer)
  for (const [target, [type, listener, options]] of listened) {
    target.removeEventListener(type, listener, options)
  }
  document.documentElement.removeAttribute('data-theme')
  localStorage.clear()
  sessionStorage.clear()
})
