import type { AppCommand } from './app-command'
import { editCommands } from './edit-commands'
import { fileCommands } from './file-commands'
import { t } from '../../language/translate'

const goCommands = [
  {
    name: 'back',
    label: t('Back'),
    group: 'Go',
    keys: ['Alt+Left'],
    keysOn: { darwin: ['Cmd+['] },
    when: 'back',
  },
  {
    name: 'forward',
    label: t('Forward'),
    group: 'Go',
    keys: ['Alt+Right'],
    keysOn: { darwin: ['Cmd+]'] },
    when: 'forward',
  },
  {
    name: 'view-home',
    label: t('Home'),
    group: 'Go',
    apart: true,
    keys: ['CmdOrCtrl+1'],
    allView: 'home',
  },
  {
    name: 'view-all-organizations',
    label: t('All organizations'),
    group: 'Go',
    keys: ['CmdOrCtrl+2'],
    allView: 'all-organizations',
  },
  {
    name: 'view-drafts',
    label: t('Drafts'),
    group: 'Go',
    keys: ['CmdOrCtrl+3'],
    allView: 'drafts',
  },
  {
    name: 'view-mappers',
    label: t('Mappers'),
    group: 'Go',
    keys: ['CmdOrCtrl+4'],
    allView: 'mappers',
  },
  {
    name: 'view-compare',
    label: t('Compare'),
    group: 'Go',
    keys: ['CmdOrCtrl+5'],
    allView: 'compare',
  },
  { name: 'view-team-folder', label: t('Team folder'), group: 'Go', keys: ['CmdOrCtrl+Shift+G'] },
  {
    name: 'view-main',
    label: t('Organizations and connections'),
    group: 'Go',
    apart: true,
    keys: ['CmdOrCtrl+6'],
    when: 'open-project',
    view: 'main',
  },
  {
    name: 'view-history',
    label: t('History'),
    group: 'Go',
    keys: ['CmdOrCtrl+7'],
    when: 'open-project',
    view: 'history',
  },
  {
    name: 'mappers-of-project',
    label: t('Mappers of this project'),
    group: 'Go',
    when: 'open-project',
  },
  {
    name: 'try-mapper',
    label: t('Try a mapper'),
    group: 'Go',
    when: 'open-project',
  },
  {
    name: 'next-tab',
    label: t('Next project'),
    group: 'Go',
    apart: true,
    keys: ['Ctrl+Tab', 'CmdOrCtrl+PageDown'],
    keysOn: { darwin: ['Ctrl+Tab', 'Cmd+Alt+Right', 'Cmd+PageDown'] },
    when: 'tabs',
  },
  {
    name: 'previous-tab',
    label: t('Previous project'),
    group: 'Go',
    keys: ['Ctrl+Shift+Tab', 'CmdOrCtrl+PageUp'],
    keysOn: { darwin: ['Ctrl+Shift+Tab', 'Cmd+Alt+Left', 'Cmd+PageUp'] },
    when: 'tabs',
  },
  {
    name: 'move-tab-right',
    label: t('Move project to the right'),
    group: 'Go',
    keys: ['CmdOrCtrl+Shift+PageDown'],
    when: 'tabs',
  },
  {
    name: 'move-tab-left',
    label: t('Move project to the left'),
    group: 'Go',
    keys: ['CmdOrCtrl+Shift+PageUp'],
    when: 'tabs',
  },
] as const satisfies readonly AppCommand[]

const viewCommands = [
  {
    name: 'command-palette',
    label: t('Command palette'),
    group: 'View',
    asks: true,
    keys: ['CmdOrCtrl+Shift+P'],
    appDialog: 'palette',
  },
  {
    name: 'refresh',
    label: t('Refresh'),
    group: 'View',
    apart: true,
    keys: ['CmdOrCtrl+R', 'F5'],
    when: 'online',
  },
  { name: 'work-offline', label: t('Work offline'), group: 'View', inDialogs: true },
  {
    name: 'columns',
    label: t('Columns and sorting'),
    group: 'View',
    keys: ['CmdOrCtrl+Shift+L'],
    when: 'project',
  },
  {
    name: 'people',
    label: t('Count people'),
    group: 'View',
    asks: true,
    when: 'project',
    dialog: 'people',
  },
  {
    name: 'people-of-all',
    label: t('People of all projects'),
    group: 'View',
    asks: true,
    appDialog: 'people-of-all',
  },
  {
    name: 'theme-system',
    label: t('System theme'),
    group: 'View',
    apart: true,
    inDialogs: true,
  },
  { name: 'theme-light', label: t('Light theme'), group: 'View', inDialogs: true },
  { name: 'theme-dark', label: t('Dark theme'), group: 'View', inDialogs: true },
  {
    name: 'zoom-reset',
    label: t('Actual size'),
    group: 'View',
    apart: true,
    keys: ['CmdOrCtrl+0'],
    inDialogs: true,
  },
  {
    name: 'zoom-in',
    label: t('Zoom in'),
    group: 'View',
    // On many keyboards the plus is the equals sign with Shift, and people press it without.
    keys: ['CmdOrCtrl+Plus', 'CmdOrCtrl+='],
    inDialogs: true,
  },
  { name: 'zoom-out', label: t('Zoom out'), group: 'View', keys: ['CmdOrCtrl+-'], inDialogs: true },
] as const satisfies readonly AppCommand[]

const helpCommands = [
  {
    name: 'help',
    label: t('Help for this screen'),
    group: 'Help',
    keys: ['F1'],
    keysOn: { darwin: ['Cmd+?', 'F1'] },
    inDialogs: true,
  },
  {
    name: 'shortcuts',
    label: t('Keyboard shortcuts'),
    group: 'Help',
    keys: ['CmdOrCtrl+/'],
    appDialog: 'shortcuts',
  },
  { name: 'tour', label: t('Tour of the app'), group: 'Help', when: 'open-project' },
  {
    name: 'save-diagnostics',
    label: t('Save diagnostics'),
    group: 'Help',
    asks: true,
    appDialog: 'diagnostics',
  },
  {
    name: 'docs-organizations',
    label: t('Organizations, in Ory’s docs on the web'),
    group: 'Help',
    apart: true,
    inDialogs: true,
    link: 'docs.organizations',
  },
  {
    name: 'docs-mappers',
    label: t('Mappers, in Ory’s docs on the web'),
    group: 'Help',
    inDialogs: true,
    link: 'docs.mappers',
  },
  {
    name: 'docs-redirect-url',
    label: t('Redirect URLs, in Ory’s docs on the web'),
    group: 'Help',
    inDialogs: true,
    link: 'docs.redirect-url',
  },
  {
    name: 'ory-console',
    label: t('Ory Console on the web'),
    group: 'Help',
    inDialogs: true,
    link: 'console.api-keys',
  },
] as const satisfies readonly AppCommand[]

/**
 * Every command, by menu; source of the menu bar, palette, keys and shortcut sheet. Without `view`, `allView`,
 * `dialog`, `appDialog` or `link`, its action is in `renderer/app/command-actions.ts`, enforced by types.
 */
export const appCommands = [
  ...fileCommands,
  ...editCommands,
  // Last in one or the other menu, depending on the system.
  {
    name: 'view-settings',
    label: t('Settings'),
    group: 'File',
    menuOn: { darwin: 'App', linux: 'Edit' },
    apart: true,
    keys: ['CmdOrCtrl+,'],
    allView: 'settings',
  },
  ...viewCommands,
  ...goCommands,
  ...helpCommands,
] as const satisfies readonly AppCommand[]

type Listed = (typeof appCommands)[number]
export type CommandName = Listed['name']
/** A command with whatever it may have. */
export type Command = AppCommand & { readonly name: CommandName }
/** The commands whose line in the list says all that they do. */
type Opening = Extract<
  Listed,
  | { view: string }
  | { allView: string }
  | { dialog: string }
  | { appDialog: string }
  | { link: string }
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
