import { beforeEach, expect, test } from 'vitest'
import { windowInFront } from '../../../../src/main/ipc/app-windows'
import { askedByWindow } from '../../../support/services/asking'
import { playElectron } from '../../../support/services/electron'

type Fake = { readonly number: number }
const electron = {
  windows: [] as Fake[],
  focused: null as Fake | null,
}
playElectron({
  BrowserWindow: {
    getFocusedWindow: () => electron.focused,
    getAllWindows: () => electron.windows,
    fromWebContents: ({ number }: Fake) =>
      electron.windows.find((window) => window.number === number) ?? null,
  },
  // One that is no window's, such as a worker's, has a number too.
  webContents: { fromId: (id: number) => (id < 10 ? { number: id } : undefined) },
})

const [first, second] = [{ number: 1 }, { number: 2 }]
beforeEach(() => {
  electron.windows = [first, second]
  electron.focused = null
})

test('what a window asked for is shown in front of it, whichever has the keyboard', async () => {
  electron.focused = first
  const shown = await askedByWindow(2, async () => {
    await Promise.resolve()
    return windowInFront()
  })
  expect(shown).toBe(second)
})

test('without one that asked, or when it is gone, the window with the keyboard has it, or any', () => {
  expect(windowInFront()).toBe(first)
  electron.focused = second
  expect(windowInFront()).toBe(second)
  expect(askedByWindow(7, windowInFront)).toBe(second)
  expect(askedByWindow(70, windowInFront)).toBe(second)
  electron.windows = []
  electron.focused = null
  expect(windowInFront()).toBeUndefined()
})
