import { beforeEach, expect, test, vi } from 'vitest'

const { windows } = vi.hoisted(() => ({ windows: [] as unknown[] }))
vi.mock('electron', () => ({ BrowserWindow: { getAllWindows: () => windows } }))

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
  // Files of tests share their modules, and another one may have given them an Electron of its own.
  vi.resetModules()
  windows.length = 0
  sent.length = 0
})

test('a window whose page is gone before it is told nothing, and all others are', async () => {
  const { emit, emitTo } = await import('../../../../src/main/ipc/events')
  const gone = aWindow(1, true)
  aWindow(2, false)
  emit('set-up.opened', {})
  emitTo(gone.webContents as never)('set-up.opened', {})
  expect(sent).toEqual([[2, 'set-up.opened']])
})
