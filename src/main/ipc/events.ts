import type { WebContents } from 'electron'
import { appWindows } from './app-windows'
import { channels } from '../../core/ipc/channels'
import type { EventName, EventPayload, RequestName, RequestProgress } from '../../core/ipc/contract'
import { askingCall, askingWindow } from './asking'

export type Emit = <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void

/** Pages of the app that can take a message. */
const pages = (): WebContents[] =>
  appWindows().flatMap((window) => {
    if (window.isDestroyed()) return []
    // While the app ends, the page of a window is gone a moment before the window.
    return window.webContents.isDestroyed() ? [] : [window.webContents]
  })

function send(which: (contents: WebContents) => boolean): Emit {
  return (name, payload) => {
    for (const page of pages()) if (which(page)) page.send(channels.event, { name, payload })
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

/**
 * Reports the progress of the request being handled to the call that made it; has no effect while another
 * request is being handled, or none.
 */
export function reportProgress<Name extends RequestName>(
  name: Name,
  progress: RequestProgress<Name>,
): void {
  const call = askingCall()
  if (call?.name !== name) return
  const page = pages().find(({ id }) => id === call.windowId)
  if (!page) return
  page.send(channels.progress, call.callId, progress)
  call.reports += 1
}
