import { inject, provide, type InjectionKey } from 'vue'
import type { HelpId } from '../../core/help/help'

type OpenHelp = (field: HelpId) => void

const key: InjectionKey<OpenHelp> = Symbol('help')

/** Gives every field the way to the page of help that explains it. */
export function provideHelp(open: OpenHelp): void {
  provide(key, open)
}

/** Opens the page of help that explains a field; does nothing where no window provides one. */
export function useHelp(): OpenHelp {
  return inject(key, () => undefined)
}
