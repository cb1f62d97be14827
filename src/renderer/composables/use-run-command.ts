import { inject, provide, type InjectionKey } from 'vue'
import type { CommandName } from '../../core/app/commands/app-commands'

/** Runs commands of the app, where they apply. */
export interface CommandRunner {
  readonly run: (name: CommandName) => void
  readonly applies: (name: CommandName) => boolean
}

const key: InjectionKey<CommandRunner> = Symbol('commands')

/** The app layer gives what menus and buttons of the screens use. */
export function provideCommands(runner: CommandRunner): void {
  provide(key, runner)
}

export function useRunCommand(): CommandRunner {
  return inject(key, () => ({ run: () => undefined, applies: () => false }), true)
}
