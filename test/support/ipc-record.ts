import type { RunningApp } from './app'

/** Messages from the main process to the window since `recordIpc`, as one text. */
export interface IpcRecord {
  /** Answers and events in JSON, with the names of the answered requests. */
  read(): Promise<{ readonly text: string; readonly answered: readonly string[] }>
}

/** Records, in the main process, everything sent to the window: answers of requests, and events. */
export async function recordIpc({ app }: RunningApp): Promise<IpcRecord> {
  await app.evaluate(({ ipcMain, BrowserWindow }) => {
    const kept: { texts: string[]; names: string[] } = { texts: [], names: [] }
    Object.assign(globalThis, { ipcRecord: kept })
    // Electron has no public way to look at a handler that is there.
    const handlers: Map<string, (...args: any[]) => unknown> = (ipcMain as any)._invokeHandlers
    const handle = handlers.get('request')!
    handlers.set('request', async (event, name, ...rest) => {
      const answer = await handle(event, name, ...rest)
      kept.names.push(String(name))
      kept.texts.push(JSON.stringify(answer))
      return answer
    })
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    const send = webContents.send.bind(webContents)
    webContents.send = (channel: string, ...args: unknown[]) => {
      kept.texts.push(JSON.stringify(args))
      send(channel, ...args)
    }
  })
  return {
    read: () =>
      app.evaluate(() => {
        const { texts, names } = (globalThis as any).ipcRecord as {
          texts: string[]
          names: string[]
        }
        return { text: texts.join('\n'), answered: [...new Set(names)] }
      }),
  }
}
