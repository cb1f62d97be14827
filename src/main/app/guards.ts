import { app, session, type Session, type WebContents } from 'electron'
import { isAppAddress } from './app-address'

function guardContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isAppAddress(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!isAppAddress(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isAppAddress(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** Sessions whose pages have rules of their own. */
const ownRules = new WeakMap<Session, (contents: WebContents) => void>()

/** Pages of this session are guarded by these rules instead of those for the app's own page. */
export function guardSession(own: Session, guard: (contents: WebContents) => void): void {
  ownRules.set(own, guard)
}

/** Refuses what the window never needs: other pages, windows, guests and permissions. */
export function installGuards(): void {
  app.on('web-contents-created', (_event, contents) => {
    const guard = ownRules.get(contents.session) ?? guardContents
    guard(contents)
  })
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  defaultSession.setPermissionCheckHandler(() => false)
  defaultSession.setDevicePermissionHandler(() => false)
  // Otherwise Chromium downloads a dictionary for each session, even if no window checks spelling.
  defaultSession.setSpellCheckerEnabled(false)
  defaultSession.setSpellCheckerLanguages([])
  defaultSession.on('will-download', (event) => event.preventDefault())
}
