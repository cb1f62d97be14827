import { unlessCollected, type RunningApp } from './app'

/** Messages from the main process to the window since `recordIpc`, as one text. */
export interface IpcRecord {
  /**
   * Answers and events in JSON, with the names of the answered requests.
   *
   * @param leaveOut requests whose answers are left out
   */
  read(
    leaveOut?: readonly string[],
  ): Promise<{ readonly text: string; readonly answered: readonly string[] }>
}

/** Records, in the main process, everything sent to the window: answers of requests, and events. */
export async function recordIpc({ app }: RunningApp): Promise<IpcRecord> {
  const recording = app.evaluate(({ ipcMain, BrowserWindow }) => {
    const kept: { name: string; text: string }[] = []
    Object.assign(globalThis, { ipcRecord: kept })
    // Electron has no public way to look at a handler that is there.
    const handlers: Map<string, (...args: any[]) => unknown> = (ipcMain as any)._invokeHandlers
    const handle = handlers.get('request')!
    handlers.set('request', async (event, name, ...rest) => {
      const answer = await handle(event, name, ...rest)
      kept.push({ name: String(name), text: JSON.stringify(answer) })
      return answer
    })
    const { webContents } = BrowserWindow.getAllWindows()[0]!
    const send = webContents.send.bind(webContents)
    webContents.send = (channel: string, ...args: unknown[]) => {
      kept.push({ name: '', text: JSON.stringify(args) })
      send(channel, ...args)
    }
  })
  await unlessCollected(recording)
  return {
    read: (leaveOut = []) =>
      app.evaluate((_electron, without) => {
        const all = (globalThis as any).ipcRecord as { name: string; text: string }[]
        const shown = all.filter(({ name }) => !without.includes(name))
        const answered = new Set(all.flatMap(({ name }) => (name === '' ? [] : [name])))
        return { text: shown.map(({ text }) => text).join('\n'), answered: [...answered] }
      }, leaveOut),
  }
}
