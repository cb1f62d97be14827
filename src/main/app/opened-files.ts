import { app } from 'electron'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setUpFileAmong } from '../../core/links/opened-file'
import { heldUntilReady } from './held-until-ready'

/**
 * Files with a set-up that the system opens with the app: on macOS by an event, elsewhere as an argument of
 * a second copy of the app, or of the first. The window shows what would be imported and does nothing else.
 */
export interface OpenedFiles {
  /**
   * Shows the first such file among what a program was started with.
   * @param args the program first; @param folder where a relative path begins
   */
  readonly open: (args: readonly string[], folder: string) => void
  /** From here on files are shown; one that came before is shown now. */
  readonly ready: (show: (path: string) => void) => void
}

/** Must be made before the app is ready, since macOS tells of the file that it started the app for. */
export function createOpenedFiles(): OpenedFiles {
  const { give, ready } = heldUntilReady<string>()
  app.on('open-file', (event, path) => {
    event.preventDefault()
    give(path)
  })
  return {
    open([, ...args], folder) {
      const file = setUpFileAmong(args)
      const path = file === undefined ? undefined : pathOf(file, folder)
      if (path !== undefined) give(path)
    },
    ready,
  }
}

function pathOf(file: string, folder: string): string | undefined {
  if (!/^file:/i.test(file)) return resolve(folder, file)
  try {
    return fileURLToPath(file)
  } catch {
    // The address of no file on this computer.
    return undefined
  }
}
