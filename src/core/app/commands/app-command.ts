import type { ExternalLink } from '../../links/external-links'
import { t } from '../../language/translate'

export type Platform = 'darwin' | 'win32' | 'linux'

/** Menus of the window's menu bar; the command palette and the sheet of shortcuts name them as well. */
export const commandGroups = ['File', 'Edit', 'View', 'Go', 'Help'] as const
export type CommandGroup = (typeof commandGroups)[number]
/** What the menus are called. */
export const groupNames: Readonly<Record<CommandGroup, string>> = {
  File: t('File'),
  Edit: t('Edit'),
  View: t('View'),
  Go: t('Go'),
  Help: t('Help'),
}

/**
 * When a command applies: a project is shown; one is open, whatever is shown; its draft has changes; there is something to undo, or to
 * redo; a connection is chosen, or a SAML one, or one organization or connection, or rows of a list, one or several,
 * or several connections; a bar stands for selected rows; someone else changed what the draft changes; the project may be read;
 * several projects are open; one was closed; there is a place to go back to, or forward; the project is
 * locked, or not.
 */
export type CommandCondition =
  | 'project'
  | 'open-project'
  | 'changes'
  | 'undo'
  | 'redo'
  | 'connection'
  | 'saml-connection'
  | 'chosen'
  | 'rows'
  | 'connections'
  | 'several-connections'
  | 'selected-rows'
  | 'conflicts'
  | 'online'
  | 'tabs'
  | 'closed-tab'
  | 'back'
  | 'forward'
  | 'locked'
  | 'unlocked'

export interface AppCommand {
  readonly name: string
  /** As a button would say it. The menu writes it in title case. */
  readonly label: string
  readonly group: CommandGroup
  /** The menu that it stands in on a system with habits of its own; `App` is the one named after the app. */
  readonly menuOn?: Readonly<Partial<Record<Platform, CommandGroup | 'App'>>>
  /** Begins a new part of its menu. */
  readonly apart?: true
  /** It asks for something more before it does anything; the menu says so by three dots. */
  readonly asks?: true
  /** As Electron writes them, such as `CmdOrCtrl+Shift+P`. All of them work; the first is shown. */
  readonly keys?: readonly string[]
  /** Keys that take the place of `keys` on a system with habits of its own. */
  readonly keysOn?: Readonly<Partial<Record<Platform, readonly string[]>>>
  /** Without it the command always applies. */
  readonly when?: CommandCondition
  /** It also runs while a dialog is open. */
  readonly inDialogs?: true
  /** Screen of the current project that it shows. */
  readonly view?: string
  /** Place of all projects that it shows. */
  readonly allView?: string
  /** Dialog about the project that it opens. */
  readonly dialog?: string
  /** Dialog about no project that it opens. */
  readonly appDialog?: string
  /** Page that it opens in the browser. */
  readonly link?: ExternalLink
}
