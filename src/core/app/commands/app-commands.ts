import type { AppCommand } from './app-command'
import { editCommands } from './edit-commands'
import { fileCommands } from './file-commands'
import { goCommands } from './go-commands'
import { helpCommands } from './help-commands'
import { viewCommands } from './view-commands'
import { t } from '../../language/translate'

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
