import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * The least that an Electron window costs on this machine: one field, shown when ready, with the sandbox and the
 * preferences of the app's window and without the menu that Electron makes.
 */
const blankMain = `
const { app, BrowserWindow, Menu } = require('electron')
app.enableSandbox()
Menu.setApplicationMenu(null)
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false },
  })
  window.once('ready-to-show', () => window.show())
  window.loadURL('data:text/html,<title>blank</title><p id="ready">blank</p><input>')
})
`

/** The switches of `launchApp`: a process for graphics costs time and memory that the app must not be given. */
export const sameSwitches = ['--disable-gpu'] as const

/** Makes an app of one blank window; `remove` deletes it. */
export function makeBlankApp() {
  const folder = mkdtempSync(join(tmpdir(), 'blank-'))
  writeFileSync(
    join(folder, 'package.json'),
    '{"name":"blank","version":"1.0.0","main":"main.cjs"}',
  )
  writeFileSync(join(folder, 'main.cjs'), blankMain)
  const userData = join(folder, 'data')
  return {
    folder,
    userData,
    async launch(): Promise<{ app: ElectronApplication; page: Page }> {
      const app = await _electron.launch({
        executablePath: process.env.ELECTRON_EXEC_PATH ?? '',
        args: [folder, `--user-data-dir=${userData}`, ...sameSwitches],
        chromiumSandbox: true,
      })
      const page = await app.firstWindow()
      await page.locator('#ready').waitFor()
      return { app, page }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
