import { readSetUp } from './app/ask-for-files'
import type { Windows } from './app/windows'
import { emitTo } from './ipc/events'
import { createOpenedSetUps } from './services/set-up-files/opened'

/** Creates what shows files that the system opens with the app in the window in front. */
export function composeOpened(windows: Windows) {
  const openedSetUps = createOpenedSetUps(readSetUp)
  async function openFile(path: string): Promise<void> {
    const { webContents } = windows.front() ?? (await windows.open())
    windows.show()
    openedSetUps.hold(webContents.id, path)
    emitTo(webContents)('set-up.opened', {})
  }
  return { openedSetUps, openFile }
}
