import { BrowserWindow } from 'electron'
import { channels, type EventName, type EventPayload } from '../../core/ipc/contract'

export type Emit = <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void

/** Tells every window. */
export const emit: Emit = (name, payload) => {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed()) window.webContents.send(channels.event, { name, payload })
  }
}
