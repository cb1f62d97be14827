import { inject, provide, type InjectionKey } from 'vue'

/**
 * Writes a text to the clipboard; a secret is cleared from it after a minute.
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
