import { BrowserWindow, webContents } from 'electron'
import { askingWindow } from '../ipc/asking'
import { appWindows, focusedAppWindow } from '../ipc/app-windows'

/** The window whose request is being handled, else the focused one, else any. */
export function windowInFront(): BrowserWindow | undefined {
  const id = askingWindow()
  const contents = id === undefined ? undefined : webContents.fromId(id)
  const asking = contents ? BrowserWindow.fromWebContents(contents) : null
  return asking ?? focusedAppWindow() ?? appWindows()[0]
}
