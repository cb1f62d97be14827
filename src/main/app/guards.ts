import { app, session, shell, type WebContents } from 'electron'
import { externalLinks, type ExternalLink } from '../../core/urls/links'
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

/** Refuses what the window never needs: other pages, windows, guests and permissions. */
export function installGuards(): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents))
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  defaultSession.setPermissionCheckHandler(() => false)
  defaultSession.setDevicePermissionHandler(() => false)
  // Otherwise Chromium downloads a dictionary for each session, even if no window checks spelling.
  defaultSession.setSpellCheckerEnabled(false)
  defaultSession.setSpellCheckerLanguages([])
  defaultSession.on('will-download', (event) => event.preventDefault())
}

/** Opens one of the few pages known to the app; the only call of `openExternal`. */
export async function openLink(link: ExternalLink): Promise<void> {
  await shell.openExternal(externalLinks[link])
}
