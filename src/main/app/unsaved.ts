import { app, dialog, type BrowserWindow } from 'electron'
import { createHeldClose } from './held-close'

const options = {
  type: 'warning' as const,
  message: 'The last edits are not on disk yet',
  detail:
    'They are in this window as long as it stays open, and are saved as soon as that works. What is ' +
    'in the way is said at the bottom of the window. All that was saved before is safe.',
  buttons: ['Keep open', 'Close and lose the last edits'],
  defaultId: 0,
  cancelId: 0,
  noLink: true,
}

export interface Unsaved {
  /** Holds a window whose page says that it has edits which are not on disk. */
  watch(window: BrowserWindow): void
  /** What a page says after its window was held; see `window.settled`. */
  settled(windowId: number, saved: boolean): void
}

/** Waits for the last edits before a window goes, and asks where they cannot be written. */
export function createUnsaved(): Unsaved {
  const heldClose = createHeldClose<BrowserWindow>({
    ask: (window) => dialog.showMessageBoxSync(window, options) === 1,
    quit: () => app.quit(),
  })
  app.on('before-quit', heldClose.quitting)
  return { watch: heldClose.watch, settled: heldClose.settled }
}
