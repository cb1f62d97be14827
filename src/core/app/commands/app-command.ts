import type { ExternalLink } from '../../links/external-links'
import { t } from '../../language/translate'

export type Platform = 'darwin' | 'win32' | 'linux'

/** Menus of the window's menu bar; the command palette and the sheet of shortcuts name them as well. */
export const commandGroups = ['File', 'Edit', 'View', 'Go', 'Help'] as const
export type CommandGroup = (typeof commandGroups)[number]
export const groupNames: Readonly<Record<CommandGroup, string>> = {
  File: t('File'),
  Edit: t('Edit'),
  View: t('View'),
  Go: t('Go'),
  Help: t('Help'),
}

/** When a command applies, such as with a selection, draft changes, undo steps or an unlocked project. */
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
  /** Menu on a specific system; `App` is the macOS app menu. */
  readonly menuOn?: Readonly<Partial<Record<Platform, CommandGroup | 'App'>>>
  /** Begins a new part of its menu. */
  readonly apart?: true
  /** Asks first; menus add three dots. */
  readonly asks?: true
  /** Electron accelerators; the first is shown. */
  readonly keys?: readonly string[]
  /** Replaces `keys` on a system. */
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
