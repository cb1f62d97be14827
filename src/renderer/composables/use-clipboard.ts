import { inject, provide, type InjectionKey } from 'vue'

/** Writes to the clipboard by main, which clears a secret after a minute. @returns whether it worked */
export type WriteClipboard = (text: string, how?: { isSecret?: boolean }) => Promise<boolean>

const key: InjectionKey<WriteClipboard> = Symbol('clipboard')

export function provideClipboard(write: WriteClipboard): void {
  provide(key, write)
}

export function useClipboard(): WriteClipboard {
  return inject(key, () => Promise.resolve(false), false)
}
