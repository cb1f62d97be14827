import { BrowserWindow, webContents } from 'electron'
import { askingWindow } from './asking'

const foreign = new WeakSet<BrowserWindow>()

/** Marks a window that shows pages of others: it is none of the app's windows, and is told nothing. */
export function markForeign(window: BrowserWindow): void {
  foreign.add(window)
}

/** The windows with the app's own page. */
export const appWindows = (): BrowserWindow[] =>
  BrowserWindow.getAllWindows().filter((window) => !foreign.has(window))

/** The app's window that has the focus, if it is one of them. */
export function focusedAppWindow(): BrowserWindow | undefined {
  const focused = BrowserWindow.getFocusedWindow()
  return focused && !foreign.has(focused) ? focused : undefined
}

/** The window whose request is being handled, else the focused one, else any. */
export function windowInFront(): BrowserWindow | undefined {
  const id = askingWindow()
  const contents = id === undefined ? undefined : webContents.fromId(id)
  const asking = contents ? BrowserWindow.fromWebContents(contents) : null
  return asking ?? focusedAppWindow() ?? appWindows()[0]
}
