import { inject, provide, type InjectionKey } from 'vue'
import type { Platform } from '../../core/app/commands/app-command'
import type { CommandName } from '../../core/app/commands/app-commands'
import type { HelpId } from '../../core/help/help'

/** Runs commands of the app, where they apply. */
export interface CommandRunner {
  readonly run: (name: CommandName) => void
  readonly applies: (name: CommandName) => boolean
}

/** Writes to the clipboard by main, which clears a secret after a minute. @returns whether it worked */
export type WriteClipboard = (text: string, how?: { isSecret?: boolean }) => Promise<boolean>

/** What the app layer gives to components, which know no store and no bridge. */
function provided<Value>(name: string, fallback: Value) {
  const key: InjectionKey<Value> = Symbol(name)
  return [(value: Value) => provide(key, value), () => inject(key, fallback, false)] as const
}

export const [provideClipboard, useClipboard] = provided<WriteClipboard>('clipboard', () =>
  Promise.resolve(false),
)
export const [provideCommands, useRunCommand] = provided<CommandRunner>('commands', {
  run: () => undefined,
  applies: () => false,
})
/** Opens the help of a field; does nothing without a provider. */
export const [provideHelp, useHelp] = provided<(field: HelpId) => void>('help', () => undefined)
export const [providePlatform, usePlatform] = provided<() => Platform>('platform', () => 'linux')
