import { inject, provide, type InjectionKey } from 'vue'
import type { CommandName } from '../../core/app/commands/app-commands'

export interface CommandRunner {
  readonly run: (name: CommandName) => void
  readonly applies: (name: CommandName) => boolean
}

const key: InjectionKey<CommandRunner> = Symbol('commands')

export function provideCommands(runner: CommandRunner): void {
  provide(key, runner)
}

export function useRunCommand(): CommandRunner {
  return inject(key, () => ({ run: () => undefined, applies: () => false }), true)
}
