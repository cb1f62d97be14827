import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import { channels } from '../../core/ipc/contract'
import type { Router, Sender } from './router'

function senderOf({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): Sender {
  const isMainFrame = senderFrame !== null && senderFrame === sender.mainFrame
  return { id: sender.id, isMainFrame, origin: senderFrame?.origin ?? '' }
}

/** Connects the router to the two channels to the main process. */
export function attachRouter(router: Router): void {
  const known = new Set<number>()
  ipcMain.handle(channels.request, (event, name: unknown, input: unknown, callId: unknown) => {
    const { id } = event.sender
    if (!known.has(id)) {
      known.add(id)
      event.sender.once('destroyed', () => {
        known.delete(id)
        router.drop(id)
      })
    }
    return router.request(senderOf(event), name, input, callId)
  })
  ipcMain.on(channels.cancel, (event, callId: unknown) => router.cancel(senderOf(event), callId))
}
