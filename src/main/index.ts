import { app, BrowserWindow, dialog, Menu, protocol } from 'electron'
import { resolve } from 'node:path'
import { t } from '../core/language/translate'
import { loadLanguage } from '../core/language/load-language'
import { languageOf, setRegion } from '../core/language/locale'
import { appScheme } from './app/app-address'
import { clearTlsVariables } from './api/tls-environment'
import type { Application } from './compose'
import { isTooLongToHandOn, commandIn, runCommand } from './app/command-line'
import { createAppLinks, registerLinks, createOpenedFiles } from './app/opened-by-system'
import { languageToSpeak, systemRegion } from './app/language'
import { showRefusal } from './app/refusal-window'
import { versions } from './app/versions'
import { composeFirst } from './compose-first'
import { readBeforeWindow } from './files/before-window'
import { keepMemoryOutOfCoreDumps } from './files/core-dumps'
import { readFirstAnswers } from './files/first-answers'
import { isReadOnlyAndFree, lockFolder } from './files/locks/folder-lock'
import { emptyChromiumFolder } from './files/store/chromium-folder'
import { sharedFolder } from './files/store/folder-owner'
import { temporaryFolder } from './files/store/temporary-folder'

clearTlsVariables(process.env)
keepMemoryOutOfCoreDumps(process.platform)
const command = commandIn(process.argv, app.isPackaged)
// Before all that a window needs: a terminal may have no display.
if (command) await runCommand(command)

const links = createAppLinks()
const openedFiles = createOpenedFiles()
app.setName('SSO Workbench')
// So that it cannot be switched off from the command line; Electron then refuses to start as root.
app.enableSandbox()

// Reserves the menu bar's height, so the page does not move when the menu is made after the first picture. macOS shows the
// bar outside of windows, and needs Electron's default menu until then for keys such as copying.
if (process.platform !== 'darwin') {
  Menu.setApplicationMenu(Menu.buildFromTemplate([{ label: ' ', submenu: [] }]))
}

// Before any code reads a folder: tests and second profiles use their own.
const ownFolder = app.commandLine.getSwitchValue('user-data-dir')
if (ownFolder !== '') app.setPath('userData', resolve(ownFolder))

protocol.registerSchemesAsPrivileged([
  {
    scheme: appScheme,
    // Without `codeCache`: Chromium runs compiled scripts of a folder without comparing them with their source.
    privileges: { standard: true, secure: true, supportFetchAPI: true },
  },
])

/** Explains why a folder that others can access is not used; nothing in it is read or written. */
async function refuse(folder: string): Promise<void> {
  // Its settings are not read, so the system says the language.
  await loadLanguage(languageOf(app.getPreferredSystemLanguages()[0] ?? ''))
  const { why = '', commands = [] } = sharedFolder(folder, process.getuid?.()) ?? {}
  const title = t('SSO Workbench does not use this folder')
  const paragraphs = [
    folder,
    `${why} ${t('They could change where your API keys are sent, so nothing in it was read or changed.')}`,
    t(
      'Take ownership of it with the commands below, then start the app again; or start it with another ' +
        'folder: --user-data-dir=DIR.',
    ),
  ]
  process.stderr.write(`${[title, ...paragraphs, ...commands].join('\n')}\n`)
  // Chromium writes to the app's folder as soon as it is ready.
  const own = temporaryFolder()
  app.setPath('userData', own.path)
  app.on('window-all-closed', () => undefined)
  await app.whenReady()
  await showRefusal({ title, paragraphs, commands })
  own.remove()
  app.exit(1)
}

async function start(): Promise<void> {
  const folder = app.getPath('userData')
  // Only this copy uses the folder, and Chromium has not read anything of it yet.
  app.setPath('sessionData', emptyChromiumFolder(folder))
  const before = readBeforeWindow(folder)
  // The files are read while Chromium begins.
  const locking = lockFolder(folder)
  await app.whenReady()
  setRegion(systemRegion(process.platform, process.env))
  const language = languageToSpeak(before, app.getPreferredSystemLanguages())
  // It is not shown before its page is answered, which nobody does in a folder that another copy uses.
  const first = composeFirst({ ...before, language })
  // Before the services, since most texts are made while their module loads.
  await loadLanguage(language)
  const lock = await locking
  if (lock.kind === 'taken') {
    const { pid, host } = lock
    dialog.showErrorBox(
      t('SSO Workbench is already open'),
      t(
        'Another copy uses the same folder (process {pid} on {host}). Nothing was changed. Close that ' +
          'one first, or start this one with a folder of its own: --user-data-dir=DIR.',
        { pid, host },
      ),
    )
    app.exit(1)
    return
  }
  // Chromium loads the page in this process too: each would wait for the other.
  await first.loaded(() => readFirstAnswers(folder, versions()))
  const { compose } = await import('./compose')
  const application = compose(first)
  installLifecycle({
    ...application,
    async close() {
      try {
        await application.close()
      } finally {
        await lock.release()
      }
    },
  })
  await application.begin()
  links.ready(application.openLink)
  links.open(process.argv)
  openedFiles.ready((path) => void application.openFile(path))
  openedFiles.open(process.argv, process.cwd())
  registerLinks()
}

function installLifecycle(application: Application): void {
  let closed = false
  app.on('second-instance', (_event, args, folder) => {
    application.showWindow()
    links.open(args)
    openedFiles.open(args, folder)
  })
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) application.showWindow()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    // Electron ignores a quit while this event is handled, and all windows may be closed before it is:
    // the app would then stay without a window.
    const end = () => {
      closed = true
      setImmediate(() => app.quit())
    }
    application.close().then(end, end)
  })
}

/** Without the app there is nobody but the system to say it. */
function fail(error: unknown): void {
  const text = error instanceof Error ? error.message : String(error)
  process.stderr.write(`${t('SSO Workbench could not start: {why}', { why: text })}\n`)
  dialog.showErrorBox(t('SSO Workbench could not start'), text)
  app.exit(1)
}

const folder = app.getPath('userData')
if (isTooLongToHandOn(process.argv, process.cwd())) {
  // Before the lock, by which they would reach the app that runs, and end it.
  process.stderr.write(`${t('SSO Workbench was started with too many or too long arguments.')}\n`)
  app.exit(1)
} else if (sharedFolder(folder, process.getuid?.())) refuse(folder).catch(fail)
else if (app.requestSingleInstanceLock() || isReadOnlyAndFree(folder, process.platform)) {
  start().catch(fail)
} else {
  // The other copy's window is focused; a person who started this one from a terminal reads why.
  process.stderr.write(`${t('SSO Workbench is already open with this folder.')}\n`)
  app.quit()
}
