import { contextBridge, ipcRenderer } from 'electron'
import type { channels } from '../core/ipc/channels'
import type { Bridge, EventName, EventPayload } from '../core/ipc/contract'
import { createProgress } from './progress'

// Only types from the contract: a sandboxed preload script cannot require packages.
const channel: typeof channels = {
  request: 'request',
  progress: 'progress',
  event: 'event',
  cancel: 'cancel',
}

interface EventMessage {
  readonly name: EventName
  readonly payload: EventPayload<EventName>
}

const progress = createProgress()
ipcRenderer.on(channel.progress, (_event, callId: string, value: unknown) =>
  progress.receive(callId, value),
)

const bridge: Bridge = {
  request(name, input, callId, onProgress) {
    const ask = () => ipcRenderer.invoke(channel.request, name, input, callId)
    return onProgress ? progress.follow(callId, onProgress, ask) : ask()
  },
  cancel: (callId) => ipcRenderer.send(channel.cancel, callId),
  subscribe(name, listener) {
    const receive = (_event: unknown, message: EventMessage) => {
      // The main process sends each event with the payload of its name.
      if (message.name === name) listener(message.payload as Parameters<typeof listener>[0])
    }
    ipcRenderer.on(channel.event, receive)
    return () => void ipcRenderer.removeListener(channel.event, receive)
  },
}

contextBridge.exposeInMainWorld('bridge', Object.freeze(bridge))
