import { inject, provide, type InjectionKey } from 'vue'

/**
 * Writes a text to the clipboard; a secret is cleared from it after a minute. VueUse's writes from the
 * page, which cannot clear what it wrote once the window is closed.
 * @returns whether it is there.
 */
export type WriteClipboard = (text: string, how?: { isSecret?: boolean }) => Promise<boolean>

const key: InjectionKey<WriteClipboard> = Symbol('clipboard')

/** The app layer gives what the components use: they know no bridge. */
export function provideClipboard(write: WriteClipboard): void {
  provide(key, write)
}

export function useClipboard(): WriteClipboard {
  return inject(key, () => Promise.resolve(false), false)
}
