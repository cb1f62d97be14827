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
  /** Keeps a window open if its page has unsaved edits. */
  watch(window: BrowserWindow): void
  /** The page's answer after its window was kept open; see `window.settled`. */
  settled(windowId: number, saved: boolean): void
}

/** Waits for the last edits before a window closes, and asks if they cannot be saved. */
export function createUnsaved(): Unsaved {
  const heldClose = createHeldClose<BrowserWindow>({
    ask: (window) => dialog.showMessageBoxSync(window, options) === 1,
    quit: () => app.quit(),
  })
  app.on('before-quit', heldClose.quitting)
  return { watch: heldClose.watch, settled: heldClose.settled }
}
