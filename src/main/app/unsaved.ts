import { dialog, type BrowserWindow } from 'electron'

const options = {
  type: 'warning' as const,
  message: 'The draft is not saved',
  detail:
    'The last edits could not be written to disk. They are in this window as long as it stays open: ' +
    'free some space, or make the folder writable, and they are saved by themselves.',
  buttons: ['Keep open', 'Close and lose the last edits'],
  defaultId: 0,
  cancelId: 0,
  noLink: true,
}

/** Asks before a window goes whose page says that it holds edits which are not on disk. */
export function askBeforeLosing(window: BrowserWindow): void {
  window.webContents.on('will-prevent-unload', (event) => {
    const isGivenUp = dialog.showMessageBoxSync(window, options) === 1
    // Preventing what would be prevented: the window goes.
    if (isGivenUp) event.preventDefault()
  })
}
