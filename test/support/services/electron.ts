// Electron as tests without a window have it: `vitest.config.ts` puts this module in its place. A mock of their own would
// stay in the modules that test files share, for the next file of the worker.

/** Parts of Electron, as a test plays them. */
interface Parts {
  readonly app?: object
  readonly BrowserWindow?: object
  readonly dialog?: object
  readonly Menu?: object
  readonly webContents?: object
}

// Modules that import these read them anew at each use.
export let app: object | undefined
export let BrowserWindow: object | undefined
export let dialog: object | undefined
export let Menu: object | undefined
export let webContents: object | undefined

/** Plays these parts, and no others, until the next call. Each test file calls it before it uses any. */
export function playElectron(parts: Parts): void {
  app = parts.app
  BrowserWindow = parts.BrowserWindow
  dialog = parts.dialog
  Menu = parts.Menu
  webContents = parts.webContents
}
