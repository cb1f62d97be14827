import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../../core/ipc/contract'
import type { ExternalLink } from '../../core/urls/links'

export interface MenuActions {
  readonly command: (command: MenuCommand) => void
  readonly newWindow: () => void
  readonly openLink: (link: ExternalLink) => void
}

/** Id of the item that shows whether the person works offline. */
const offlineItem = 'work-offline'

const separator: MenuItemConstructorOptions = { type: 'separator' }

/**
 * The application menu. The page itself takes the keys of undo and redo, for in a text field they
 * mean the field's own: outside macOS, where this can be said, those items only show them.
 */
export function menuTemplate(
  { command, newWindow, openLink }: MenuActions,
  { platform, packaged }: { readonly platform: NodeJS.Platform; readonly packaged: boolean },
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin'
  const item = (
    label: string,
    name: MenuCommand,
    accelerator: string,
    more: MenuItemConstructorOptions = {},
  ): MenuItemConstructorOptions => ({ label, accelerator, click: () => command(name), ...more })
  const link = (label: string, name: ExternalLink): MenuItemConstructorOptions => ({
    label,
    click: () => openLink(name),
  })
  const shownOnly = { registerAccelerator: false }
  return [
    ...(isMac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    {
      label: '&File',
      submenu: [
        { label: 'New Window', accelerator: 'CmdOrCtrl+Shift+N', click: () => newWindow() },
        separator,
        item('Switch Project…', 'switch-project', 'CmdOrCtrl+K'),
        item('Review Changes', 'review', 'CmdOrCtrl+Shift+R'),
        separator,
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        item('Undo', 'undo', 'CmdOrCtrl+Z', shownOnly),
        item('Redo', 'redo', platform === 'win32' ? 'Ctrl+Y' : 'CmdOrCtrl+Shift+Z', shownOnly),
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        separator,
        item('Find', 'find', 'CmdOrCtrl+F'),
      ],
    },
    {
      label: '&View',
      submenu: [
        item('Refresh', 'refresh', 'CmdOrCtrl+R'),
        {
          id: offlineItem,
          label: 'Work Offline',
          type: 'checkbox',
          click: () => command('work-offline'),
        },
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        ...(packaged ? [] : [{ role: 'toggleDevTools' } satisfies MenuItemConstructorOptions]),
      ],
    },
    ...(isMac ? [{ role: 'windowMenu' } satisfies MenuItemConstructorOptions] : []),
    {
      label: '&Help',
      role: 'help',
      submenu: [
        link('Organizations', 'docs.organizations'),
        link('Mappers', 'docs.mappers'),
        link('Redirect URLs', 'docs.redirect-url'),
        link('Ory Console', 'console.api-keys'),
        ...(isMac ? [] : [separator, { role: 'about' } satisfies MenuItemConstructorOptions]),
      ],
    },
  ]
}

export function installMenu(actions: MenuActions): void {
  const options = { platform: process.platform, packaged: app.isPackaged }
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, options)))
}

/** Puts the check mark of `Work Offline` where the setting has it. */
export function showOffline(offline: boolean): void {
  const item = Menu.getApplicationMenu()?.getMenuItemById(offlineItem)
  if (item) item.checked = offline
}
