import type { AppCommand } from './app-command'
import { helpCommands } from './help-commands'

/**
 * Every command of the app, once: the menu bar, the command palette, the keys and the sheet of shortcuts
 * are made of this list. One with `view`, `dialog`, `appDialog` or `link` needs nothing else; any other
 * has what it does in `renderer/app/command-actions.ts`, and without it nothing compiles.
 */
export const appCommands = [
  {
    name: 'new-connection',
    label: 'New connection',
    group: 'File',
    asks: true,
    keys: ['CmdOrCtrl+N'],
    when: 'project',
    dialog: 'new-connection',
  },
  {
    name: 'new-organization',
    label: 'New organization',
    group: 'File',
    asks: true,
    keys: ['CmdOrCtrl+Shift+O'],
    when: 'project',
    dialog: 'new-organization',
  },
  { name: 'new-window', label: 'New window', group: 'File', keys: ['CmdOrCtrl+Shift+N'] },
  {
    name: 'switch-project',
    label: 'Switch project',
    group: 'File',
    apart: true,
    asks: true,
    keys: ['CmdOrCtrl+K'],
    appDialog: 'switcher',
  },
  {
    name: 'search-all',
    label: 'Search all projects',
    group: 'File',
    asks: true,
    keys: ['CmdOrCtrl+Shift+F'],
    appDialog: 'switcher',
  },
  {
    name: 'search-project',
    label: 'Search this project',
    group: 'File',
    asks: true,
    when: 'project',
  },
  {
    name: 'connect-workspace',
    label: 'Connect workspace',
    group: 'File',
    asks: true,
    appDialog: 'connect',
  },
  {
    name: 'reopen-tab',
    label: 'Reopen closed project',
    group: 'File',
    apart: true,
    keys: ['CmdOrCtrl+Shift+T'],
    when: 'closed-tab',
  },
  {
    name: 'close-tab',
    label: 'Close project',
    group: 'File',
    keys: ['CmdOrCtrl+W'],
    keysOn: { win32: ['Ctrl+W', 'Ctrl+F4'] },
    when: 'project',
  },
  {
    name: 'review',
    label: 'Review changes',
    group: 'File',
    apart: true,
    keys: ['CmdOrCtrl+Shift+R'],
    when: 'changes',
    dialog: 'review',
  },
  {
    name: 'publish',
    label: 'Publish changes',
    group: 'File',
    asks: true,
    keys: ['CmdOrCtrl+Shift+Enter'],
    when: 'changes',
    inDialogs: true,
  },
  {
    name: 'save',
    label: 'Save',
    group: 'File',
    keys: ['CmdOrCtrl+S'],
    when: 'project',
    inDialogs: true,
  },
  {
    name: 'decide-conflicts',
    label: 'Decide conflicts',
    group: 'File',
    when: 'conflicts',
    dialog: 'conflict',
  },
  {
    name: 'import-set-up',
    label: 'Import set-up',
    group: 'File',
    apart: true,
    asks: true,
    when: 'project',
    dialog: 'import-set-up',
  },
  {
    name: 'export-set-up',
    label: 'Export set-up',
    group: 'File',
    asks: true,
    when: 'project',
    dialog: 'export-set-up',
  },
  {
    name: 'project-settings',
    label: 'Project settings',
    group: 'File',
    apart: true,
    when: 'project',
    dialog: 'project-settings',
  },
  { name: 'workspace-settings', label: 'Workspace settings', group: 'File', when: 'project' },
  { name: 'lock-project', label: 'Make project read-only', group: 'File', when: 'unlocked' },
  { name: 'unlock-project', label: 'Unlock project', group: 'File', asks: true, when: 'locked' },
  { name: 'trash', label: 'Trash', group: 'File', apart: true, appDialog: 'trash' },

  { name: 'undo', label: 'Undo', group: 'Edit', keys: ['CmdOrCtrl+Z'], when: 'undo' },
  {
    name: 'redo',
    label: 'Redo',
    group: 'Edit',
    keys: ['CmdOrCtrl+Shift+Z', 'CmdOrCtrl+Y'],
    keysOn: { win32: ['Ctrl+Y', 'Ctrl+Shift+Z'] },
    when: 'redo',
  },
  {
    name: 'find',
    label: 'Find',
    group: 'Edit',
    apart: true,
    keys: ['CmdOrCtrl+F'],
    when: 'project',
  },
  {
    name: 'first-field',
    label: 'Go to first field',
    group: 'Edit',
    apart: true,
    keys: ['F2'],
    when: 'chosen',
  },
  {
    name: 'go-to-field',
    label: 'Go to field',
    group: 'Edit',
    asks: true,
    keys: ['CmdOrCtrl+J'],
    when: 'chosen',
    dialog: 'go-to-field',
  },
  {
    name: 'delete-rows',
    label: 'Delete what is selected',
    group: 'Edit',
    apart: true,
    when: 'rows',
  },
  {
    name: 'copy-link',
    label: 'Copy link to this place',
    group: 'Edit',
    apart: true,
    when: 'project',
  },
  {
    name: 'redirect-hosts',
    label: 'Redirect hosts',
    group: 'Edit',
    asks: true,
    when: 'project',
    dialog: 'redirect-hosts',
  },
  {
    name: 'edit-mapper',
    label: 'Edit mapper of the connection',
    group: 'Edit',
    apart: true,
    keys: ['CmdOrCtrl+E'],
    when: 'connection',
  },
  {
    name: 'check',
    label: 'Check connection',
    group: 'Edit',
    asks: true,
    when: 'connection',
    dialog: 'check',
  },
  {
    name: 'try-connection',
    label: 'Try a sign-in with the connection',
    group: 'Edit',
    asks: true,
    when: 'connection',
    dialog: 'try-connection',
  },
  {
    name: 'handover',
    label: 'Hand-over sheet of the connection',
    group: 'Edit',
    when: 'connection',
    dialog: 'handover',
  },
  // The last of the menu that has it: `File` on Windows, `Edit` on Linux.
  {
    name: 'view-settings',
    label: 'Settings',
    group: 'File',
    menuOn: { darwin: 'App', linux: 'Edit' },
    apart: true,
    keys: ['CmdOrCtrl+,'],
    view: 'settings',
  },

  {
    name: 'command-palette',
    label: 'Command palette',
    group: 'View',
    asks: true,
    keys: ['CmdOrCtrl+Shift+P'],
    appDialog: 'palette',
  },
  {
    name: 'refresh',
    label: 'Refresh',
    group: 'View',
    apart: true,
    keys: ['CmdOrCtrl+R', 'F5'],
    when: 'online',
  },
  { name: 'work-offline', label: 'Work offline', group: 'View', inDialogs: true },
  { name: 'history', label: 'Show or hide the history', group: 'View', when: 'project' },
  {
    name: 'theme-system',
    label: 'System theme',
    group: 'View',
    apart: true,
    inDialogs: true,
  },
  { name: 'theme-light', label: 'Light theme', group: 'View', inDialogs: true },
  { name: 'theme-dark', label: 'Dark theme', group: 'View', inDialogs: true },

  {
    name: 'back',
    label: 'Back',
    group: 'Go',
    keys: ['Alt+Left'],
    keysOn: { darwin: ['Cmd+['] },
    when: 'back',
  },
  {
    name: 'forward',
    label: 'Forward',
    group: 'Go',
    keys: ['Alt+Right'],
    keysOn: { darwin: ['Cmd+]'] },
    when: 'forward',
  },
  {
    name: 'view-main',
    label: 'Organizations and connections',
    group: 'Go',
    apart: true,
    keys: ['CmdOrCtrl+1'],
    when: 'project',
    view: 'main',
  },
  {
    name: 'view-mappers',
    label: 'Mappers',
    group: 'Go',
    keys: ['CmdOrCtrl+2'],
    when: 'project',
    view: 'mappers',
  },
  {
    name: 'view-publish-history',
    label: 'Publish history',
    group: 'Go',
    keys: ['CmdOrCtrl+3'],
    when: 'project',
    view: 'publish-history',
  },
  { name: 'view-radar', label: 'Radar', group: 'Go', keys: ['CmdOrCtrl+4'], view: 'radar' },
  {
    name: 'view-who',
    label: 'Who signs in where',
    group: 'Go',
    keys: ['CmdOrCtrl+5'],
    view: 'who',
  },
  { name: 'view-bulk', label: 'Bulk edit', group: 'Go', keys: ['CmdOrCtrl+Shift+B'], view: 'bulk' },
  {
    name: 'view-mapper-library',
    label: 'Mapper library',
    group: 'Go',
    keys: ['CmdOrCtrl+6'],
    view: 'mapper-library',
  },
  {
    name: 'view-compare',
    label: 'Compare projects',
    group: 'Go',
    keys: ['CmdOrCtrl+7'],
    view: 'compare',
  },
  {
    name: 'view-team-folder',
    label: 'Team folder',
    group: 'Go',
    keys: ['CmdOrCtrl+8'],
    view: 'team-folder',
  },
  {
    name: 'next-tab',
    label: 'Next project',
    group: 'Go',
    apart: true,
    keys: ['Ctrl+Tab', 'CmdOrCtrl+PageDown'],
    keysOn: { darwin: ['Ctrl+Tab', 'Cmd+Alt+Right', 'Cmd+PageDown'] },
    when: 'tabs',
  },
  {
    name: 'previous-tab',
    label: 'Previous project',
    group: 'Go',
    keys: ['Ctrl+Shift+Tab', 'CmdOrCtrl+PageUp'],
    keysOn: { darwin: ['Ctrl+Shift+Tab', 'Cmd+Alt+Left', 'Cmd+PageUp'] },
    when: 'tabs',
  },
  {
    name: 'move-tab-right',
    label: 'Move project to the right',
    group: 'Go',
    keys: ['CmdOrCtrl+Shift+PageDown'],
    when: 'tabs',
  },
  {
    name: 'move-tab-left',
    label: 'Move project to the left',
    group: 'Go',
    keys: ['CmdOrCtrl+Shift+PageUp'],
    when: 'tabs',
  },
  ...helpCommands,
] as const satisfies readonly AppCommand[]

type Listed = (typeof appCommands)[number]
export type CommandName = Listed['name']
/** A command with whatever it may have. */
export type Command = AppCommand & { readonly name: CommandName }
/** The commands whose line in the list says all that they do. */
type Opening = Extract<
  Listed,
  { view: string } | { dialog: string } | { appDialog: string } | { link: string }
>
export type ActionName = Exclude<CommandName, Opening['name']>

/** The same list for who looks at any member of any command. */
export const commands: readonly Command[] = [...appCommands]

// `map` of a list that is not empty gives one that is not empty.
export const commandNames = appCommands.map(({ name }) => name) as [CommandName, ...CommandName[]]

export function commandNamed(name: CommandName): Command {
  const found = commands.find((command) => command.name === name)
  if (!found) throw new Error(`There is no command ${name}`)
  return found
}
