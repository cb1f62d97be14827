import type { AppCommand } from './app-command'
import { editCommands } from './edit-commands'
import { fileCommands } from './file-commands'
import { goCommands } from './go-commands'
import { viewCommands } from './view-commands'
import { t } from '../../language/translate'

/** The commands of the menu `Help`; what leads to the web says so. */
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
 * Every command of the app, once, by its menu: the menu bar, the command palette, the keys and the sheet of
 * shortcuts are made of this list. One with `view`, `allView`, `dialog`, `appDialog` or `link` needs nothing else; any other
 * has what it does in `renderer/app/command-actions.ts`, and without it nothing compiles.
 */
export const appCommands = [
  ...fileCommands,
  ...editCommands,
  // After both, since it stands last in the one or the other, as the system has it.
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
