import { inject, provide, type InjectionKey } from 'vue'
import type { Platform } from '../../core/app/commands/app-command'

const key: InjectionKey<() => Platform> = Symbol('platform')

/** Set by the app layer, since components know no store. */
export function providePlatform(platform: () => Platform): void {
  provide(key, platform)
}

export function usePlatform(): () => Platform {
  return inject(key, () => () => 'linux' as const, true)
}
