import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import type { SettingsService } from './settings'

export interface Offline {
  /** Whether nothing may be sent; requests wait until the settings are read. */
  isOffline(): Promise<boolean>
  /** `network.off` for operations that would otherwise fail step by step. */
  allowsSending(): Promise<Result<void>>
}

export function createOffline(settings: Pick<SettingsService, 'read'>): Offline {
  const isOffline = async () => (await settings.read()).workOffline === true
  return {
    isOffline,
    async allowsSending() {
      return (await isOffline())
        ? failure(appError('network.off', t('You work offline'), { arrived: false }))
        : success(undefined)
    },
  }
}
