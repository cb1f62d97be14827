import type { WebContents } from 'electron'
import { appWindows } from './app-windows'
import { channels } from '../../core/ipc/channels'
import type { EventName, EventPayload } from '../../core/ipc/contract'
import { askingWindow } from './asking'

export type Emit = <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void

function send(which: (contents: WebContents) => boolean): Emit {
  return (name, payload) => {
    for (const window of appWindows()) {
      if (window.isDestroyed()) continue
      const { webContents } = window
      // While the app ends, the page of a window is gone a moment before the window.
      if (webContents.isDestroyed() || !which(webContents)) continue
      webContents.send(channels.event, { name, payload })
    }
  }
}

/** Sends an event to every window. */
export const emit: Emit = send(() => true)

/** Sends an event to every window except the one whose request is being handled. */
export const emitToOthers: Emit = send(({ id }) => id !== askingWindow())

/** Sends an event to the window whose request is being handled; outside of a request, to all. */
export const emitToAsking: Emit = send(({ id }) => id === (askingWindow() ?? id))

/** Sends an event to one window; has no effect if that is closed. */
export function emitTo(contents: WebContents | undefined): Emit {
  return send((each) => each === contents)
}
