// Runs before each file of the renderer's tests. The window outlives the file, so what the file left in it goes.
import { disableAutoUnmount, enableAutoUnmount } from '@vue/test-utils'
import { afterAll } from 'vitest'
import { setBridge } from '../../src/renderer/bridge/request'

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

disableAutoUnmount()
enableAutoUnmount(afterAll)
afterAll(() => {
  for (const [target, [type, listener, options]] of listened) {
    target.removeEventListener(type, listener, options)
  }
  document.body.innerHTML = ''
  document.documentElement.removeAttribute('data-theme')
  localStorage.clear()
  sessionStorage.clear()
  setBridge(undefined)
})
