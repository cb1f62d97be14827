import { BrowserWindow, type WebContents } from 'electron'
import { channels, type EventName, type EventPayload } from '../../core/ipc/contract'
import { askingWindow } from './asking'

export type Emit = <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void

function send(which: (contents: WebContents) => boolean): Emit {
  return (name, payload) => {
    for (const window of BrowserWindow.getAllWindows()) {
      if (window.isDestroyed() || !which(window.webContents)) continue
      window.webContents.send(channels.event, { name, payload })
    }
  }
}

/** Tells every window. */
export const emit: Emit = send(() => true)

/** Tells every window but the one whose request is being done. */
export const emitToOthers: Emit = send(({ id }) => id !== askingWindow())

/** Tells the window whose request is being done how it goes; outside of a request, every window. */
export const emitToAsking: Emit = send(({ id }) => id === (askingWindow() ?? id))

/** Tells one window; nothing happens where it is gone. */
export function emitTo(contents: WebContents | undefined): Emit {
  return send((each) => each === contents)
}
