import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import { t } from '../../core/language/translate'
import { currentLanguage } from '../../core/language/locale'
import type { CommandGroup, Platform } from '../../core/app/commands/app-command'
import { commands, type Command, type CommandName } from '../../core/app/commands/app-commands'
import { keysOf } from '../../core/app/commands/keys'
import { titleCase } from '../../core/app/commands/title-case'
import type { ExternalLink } from '../../core/links/external-links'
import type { RecentProject } from './recent-projects'
import type { ProjectId } from '../../core/model/project-id'

export interface MenuActions {
  readonly command: (command: CommandName) => void
  readonly newWindow: () => void
  readonly openProject: (projectId: ProjectId) => void
  readonly openLink: (link: ExternalLink) => void
}

/** The item that shows whether the person works offline. */
const offlineItem: CommandName = 'work-offline'
/**
 * The page itself takes these keys, for in a text field they mean the field's own: outside macOS, where
 * this can be said, the items only show them.
 */
const shownOnly: ReadonlySet<CommandName> = new Set(['undo', 'redo'])

const separator: MenuItemConstructorOptions = { type: 'separator' }

const isEnglish = () => currentLanguage() === 'en'

/** An item that the system does by itself. Electron has its words in English alone. */
const byRole = (
  role: NonNullable<MenuItemConstructorOptions['role']>,
  label: string,
): MenuItemConstructorOptions => (isEnglish() ? { role } : { role, label })

/** The menu named after the app, which macOS expects first, with the settings in it. */
const macAppMenu = (own: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions => ({
  role: 'appMenu',
  submenu: [
    byRole('about', t('About SSO Workbench')),
    separator,
    ...own,
    separator,
    byRole('services', t('Services')),
    separator,
    byRole('hide', t('Hide SSO Workbench')),
    byRole('hideOthers', t('Hide Others')),
    byRole('unhide', t('Show All')),
    separator,
    byRole('quit', t('Quit SSO Workbench')),
  ],
})

/** The menu of macOS for windows, which Electron fills by itself in English. */
const macWindowMenu = (): MenuItemConstructorOptions =>
  isEnglish()
    ? { role: 'windowMenu' }
    : {
        role: 'windowMenu',
        label: t('Window'),
        submenu: [
          { role: 'minimize', label: t('Minimize') },
          { role: 'zoom', label: t('Zoom') },
          separator,
          { role: 'front', label: t('Bring All to Front') },
        ],
      }

interface MenuOptions {
  readonly platform: Platform
  readonly packaged: boolean
  readonly recent: readonly RecentProject[]
}

/** The command after which the projects stand that were opened last. */
const recentAfter: CommandName = 'search-project'

/** The application menu: the list of commands, and what the system does by itself. */
export function menuTemplate(
  { command, newWindow, openProject, openLink }: MenuActions,
  { platform, packaged, recent }: MenuOptions,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin'
  const openRecent: MenuItemConstructorOptions = {
    label: t('Open Recent'),
    enabled: recent.length > 0,
    // Elsewhere an ampersand marks the letter that chooses the item.
    submenu: recent.map(({ projectId, title }) => ({
      label: isMac ? title : title.replaceAll('&', '&&'),
      click: () => openProject(projectId),
    })),
  }

  function act({ name, link }: Command): void {
    if (name === 'new-window') newWindow()
    else if (link) openLink(link)
    else command(name)
  }

  function item(each: Command): MenuItemConstructorOptions {
    const [accelerator] = keysOf(each, platform)
    return {
      id: each.name,
      label: titleCase(each.label) + (each.asks ? '…' : ''),
      ...(accelerator === undefined ? {} : { accelerator }),
      ...(shownOnly.has(each.name) ? { registerAccelerator: false } : {}),
      ...(each.name === offlineItem ? { type: 'checkbox' as const } : {}),
      click: () => act(each),
    }
  }

  const itemsOf = (wanted: CommandGroup | 'App') =>
    commands
      .filter(({ group, menuOn }) => (menuOn?.[platform] ?? group) === wanted)
      .flatMap((each, index) => (each.apart && index > 0 ? [separator, item(each)] : [item(each)]))

  const [undo, redo, ...otherEdits] = itemsOf('Edit')
  const history = [undo, redo].filter((each) => each !== undefined)
  const developer: MenuItemConstructorOptions[] = packaged
    ? []
    : [byRole('toggleDevTools', t('Developer Tools'))]
  return [
    ...(isMac ? [macAppMenu(itemsOf('App'))] : []),
    {
      label: t('&File'),
      submenu: [
        ...itemsOf('File').flatMap((each) =>
          each.id === recentAfter ? [each, openRecent] : [each],
        ),
        separator,
        { role: 'close', label: t('Close Window'), accelerator: 'CmdOrCtrl+Shift+W' },
        ...(isMac ? [] : [byRole('quit', t('Quit'))]),
      ],
    },
    {
      label: t('&Edit'),
      submenu: [
        ...history,
        separator,
        byRole('cut', t('Cut')),
        byRole('copy', t('Copy')),
        byRole('paste', t('Paste')),
        byRole('selectAll', t('Select All')),
        ...otherEdits,
      ],
    },
    {
      label: t('&View'),
      submenu: [
        ...itemsOf('View'),
        separator,
        byRole('togglefullscreen', t('Toggle Full Screen')),
        ...developer,
      ],
    },
    { label: t('&Go'), submenu: itemsOf('Go') },
    ...(isMac ? [macWindowMenu()] : []),
    {
      label: t('&Help'),
      role: 'help',
      submenu: [
        ...itemsOf('Help'),
        ...(isMac ? [] : [separator, byRole('about', t('About SSO Workbench'))]),
      ],
    },
  ]
}

/** The same, done once the services are there. */
export function actingLater(services: Promise<MenuActions>): MenuActions {
  const later = (act: (actions: MenuActions) => void) => void services.then(act)
  return {
    command: (name) => later(({ command }) => command(name)),
    newWindow: () => later(({ newWindow }) => newWindow()),
    openProject: (projectId) => later(({ openProject }) => openProject(projectId)),
    openLink: (link) => later(({ openLink }) => openLink(link)),
  }
}

export function installMenu(actions: MenuActions, recent: readonly RecentProject[]): void {
  const platform =
    process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux'
  const options = { platform, packaged: app.isPackaged, recent } as const
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, options)))
}

/** Updates the check mark of `Work Offline` from the setting. */
export function showOffline(offline: boolean): void {
  const item = Menu.getApplicationMenu()?.getMenuItemById(offlineItem)
  if (item) item.checked = offline
}

/** Sets the texts of the system's About box. */
export function describeApp(): void {
  const { electron, chrome, node } = process.versions
  const versions = { Electron: electron, Chromium: chrome, Node: node }
  app.setAboutPanelOptions({
    applicationName: app.getName(),
    applicationVersion: app.getVersion(),
    copyright: t('MIT License, © 2026 the SSO Workbench authors'),
    // A report about the app starts with them.
    credits: Object.entries(versions)
      .map((entry) => entry.join(' '))
      .join(', '),
  })
}
