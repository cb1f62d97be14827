import { beforeEach, expect, test } from 'vitest'
import { askedBy } from '../../../../src/main/ipc/asking'
import { emit, emitTo, reportProgress } from '../../../../src/main/ipc/events'
import { playElectron } from '../../../support/services/electron'

const windows: unknown[] = []
playElectron({ BrowserWindow: { getAllWindows: () => windows } })

const sent: unknown[] = []

/** A window as Electron has it; to send to a page that is gone throws. */
function aWindow(id: number, isPageGone: boolean) {
  const webContents = {
    id,
    isDestroyed: () => isPageGone,
    send(...message: unknown[]) {
      if (isPageGone) throw new TypeError('Object has been destroyed')
      sent.push([id, ...message])
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
  expect(sent).toEqual([[2, 'event', { name: 'set-up.opened', payload: {} }]])
})

test('progress goes to the call that is being handled, and to nobody else', () => {
  aWindow(1, false)
  aWindow(2, false)
  const report = () => reportProgress('bulk.prepare', { done: 1, of: 2 })
  report()
  askedBy({ windowId: 2, name: 'draft.read', callId: 'a', reports: 0 }, report)
  expect(sent).toEqual([])
  const call = { windowId: 2, name: 'bulk.prepare', callId: 'b', reports: 0 } as const
  askedBy({ ...call }, report)
  expect(sent).toEqual([[2, 'progress', 'b', { done: 1, of: 2 }]])
})
