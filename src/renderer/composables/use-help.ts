import { inject, provide, type InjectionKey } from 'vue'
import type { HelpId } from '../../core/help/help'

type OpenHelp = (field: HelpId) => void

const key: InjectionKey<OpenHelp> = Symbol('help')

export function provideHelp(open: OpenHelp): void {
  provide(key, open)
}

/** Opens the help of a field; does nothing without a provider. */
export function useHelp(): OpenHelp {
  return inject(key, () => undefined)
}
