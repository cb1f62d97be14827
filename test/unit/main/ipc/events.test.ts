import { beforeEach, expect, test } from 'vitest'
import { emit, emitTo } from '../../../../src/main/ipc/events'
import { playElectron } from '../../../support/services/electron'

const windows: unknown[] = []
playElectron({ BrowserWindow: { getAllWindows: () => windows } })

const sent: unknown[] = []

/** A window as Electron has it; to send to a page that is gone throws. */
function aWindow(id: number, isPageGone: boolean) {
  const webContents = {
    id,
    isDestroyed: () => isPageGone,
    send(_channel: string, event: { readonly name: string }) {
      if (isPageGone) throw new TypeError('Object has been destroyed')
      sent.push([id, event.name])
    },
  }
  const window = { isDestroyed: () => false, webContents }
  windows.push(window)
  return window
}

beforeEach(() => {
  windows.length = 0
  sent.length = 0
})

test('a window whose page is gone before it is told nothing, and all others are', async () => {
  const gone = aWindow(1, true)
  aWindow(2, false)
  emit('set-up.opened', {})
  emitTo(gone.webContents as never)('set-up.opened', {})
  expect(sent).toEqual([[2, 'set-up.opened']])
})
