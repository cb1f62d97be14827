import { app, BrowserWindow, protocol } from 'electron'
import { resolve } from 'node:path'
import { appScheme } from './app/app-address'
import { compose, type Application } from './compose'

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
  const application = compose()
  installLifecycle(application)
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

if (app.requestSingleInstanceLock()) void start()
else app.quit()
