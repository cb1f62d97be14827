import { app, BrowserWindow, dialog, protocol } from 'electron'
import { resolve } from 'node:path'
import { appScheme } from './app/app-address'
import { clearTlsVariables } from './api/tls-environment'
import { compose, type Application } from './compose'
import { lockFolder } from './drafts/folder-lock'
import { isReadOnlyAndFree } from './drafts/single-instance'

clearTlsVariables(process.env)
app.setName('SSO Workbench')
// Not to be switched off from the command line; Electron then refuses to start as root.
app.enableSandbox()

// Before anything asks for a folder: tests and second profiles live beside the person's own data.
const ownFolder = app.commandLine.getSwitchValue('user-data-dir')
if (ownFolder !== '') app.setPath('userData', resolve(ownFolder))

protocol.registerSchemesAsPrivileged([
  { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
])

function showExisting(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (!window) return
  if (window.isMinimized()) window.restore()
  window.focus()
}

async function start(): Promise<void> {
  await app.whenReady()
  const lock = await lockFolder(app.getPath('userData'))
  if (lock.kind === 'taken') {
    const who = `process ${lock.pid} on ${lock.host}`
    dialog.showErrorBox(
      'SSO Workbench is already open',
      `Another copy uses the same folder (${who}). Nothing was changed. Close that one first, or ` +
        'start this one with a folder of its own: --user-data-dir=DIR.',
    )
    app.exit(1)
    return
  }
  const application = compose()
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
  await application.showWindow()
}

function installLifecycle(application: Application): void {
  let closed = false
  app.on('second-instance', showExisting)
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) void application.showWindow()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    // Electron ignores a quit while this event is being handled, and everything may be closed before
    // it is: the app would then stay without a window.
    const end = () => {
      closed = true
      setImmediate(() => app.quit())
    }
    application.close().then(end, end)
  })
}

const isOnly =
  app.requestSingleInstanceLock() || isReadOnlyAndFree(app.getPath('userData'), process.platform)
if (isOnly) void start()
else {
  // Its window comes to the front; who started this one from a terminal reads why nothing else does.
  process.stderr.write('SSO Workbench is already open with this folder.\n')
  app.quit()
}
