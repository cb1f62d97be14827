import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import { channels } from '../../core/ipc/channels'
import type { Router } from './router'
import type { Sender } from './sender'
import type { EarlyAnswers } from './early-answers'

function senderOf({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): Sender {
  const isMainFrame = senderFrame !== null && senderFrame === sender.mainFrame
  return { id: sender.id, isMainFrame, origin: senderFrame?.origin ?? '' }
}

/**
 * Connects the router to the two channels to the main process.
 *
 * @param made the router, once the services are there: what the first page asks before waits for it
 * @param early what it asks before and is answered at once
 */
export function attachRouter(made: Promise<Router>, early: EarlyAnswers): void {
  const known = new Set<number>()
  ipcMain.handle(
    channels.request,
    async (event, name: unknown, input: unknown, callId: unknown) => {
      // A frame that goes while it waits says no more where it was.
      const sender = senderOf(event)
      if (!known.has(sender.id)) {
        known.add(sender.id)
        event.sender.once('destroyed', () => {
          known.delete(sender.id)
          void made.then((router) => router.drop(sender.id))
        })
      }
      await early.asked(sender)
      return (
        early.answer(sender, name, input, callId) ??
        made.then((router) => router.request(sender, name, input, callId))
      )
    },
  )
  ipcMain.on(channels.cancel, (event, callId: unknown) => {
    const sender = senderOf(event)
    void made.then((router) => router.cancel(sender, callId))
  })
}
