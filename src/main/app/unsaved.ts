import { app, dialog, type BrowserWindow, type WebContents } from 'electron'
import { t } from '../../core/language/translate'
import { yesOrNoOptions } from './ask-yes-or-no'
import { createHeldClose } from './held-close'

const { options, yesId } = yesOrNoOptions(
  {
    type: 'warning',
    message: t('The last edits are not on disk yet'),
    detail: t(
      'They are in this window as long as it stays open, and are saved as soon as that works. ' +
        'The bottom of the window says what prevents it. All that was saved before is safe.',
    ),
    yes: t('Close and lose the last edits'),
    no: t('Keep open'),
  },
  process.platform,
)

/**
 * Waits for the last edits before a window closes, and asks if they cannot be saved.
 *
 * @param deps `tellQuitting` tells a page that the app is about to quit, which it answers with `window.settled`;
 * `onStay` is called where the app does not quit after all
 */
export function createUnsaved({
  tellQuitting,
  onStay,
}: {
  readonly tellQuitting: (contents: WebContents) => void
  readonly onStay: () => void
}) {
  const heldClose = createHeldClose<BrowserWindow>({
    ask: (window) => dialog.showMessageBoxSync(window, options) === yesId,
    write({ webContents }) {
      // A page that is not there yet has nothing to write, and one that crashed can write nothing.
      if (webContents.isLoading() || webContents.isCrashed()) return false
      tellQuitting(webContents)
      return true
    },
    quit: () => app.quit(),
    onStay,
  })
  app.on('before-quit', heldClose.quitting)
  return {
    /** Keeps a window open if its page has unsaved edits. */
    watch: heldClose.watch,
    /** Takes the page's answer after its window was kept open; see `window.settled`. */
    settled: heldClose.settled,
  }
}
export type Unsaved = ReturnType<typeof createUnsaved>
