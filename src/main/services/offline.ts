import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import type { SettingsService } from './settings'

/** The person's wish to send nothing at all. It is a setting, so it holds over restarts. */
export interface Offline {
  /**
   * Whether nothing may be sent. The transport asks for every request, which is what enforces it;
   * until the settings are read, requests wait for the answer.
   */
  isOffline(): Promise<boolean>
  /** Refuses with `network.off`; for what would otherwise fail step by step. */
  allowsSending(): Promise<Result<void>>
}

export function createOffline(settings: Pick<SettingsService, 'read'>): Offline {
  const isOffline = async () => (await settings.read()).workOffline === true
  return {
    isOffline,
    async allowsSending() {
      return (await isOffline())
        ? failure(appError('network.off', 'You work offline', { arrived: false }))
        : success(undefined)
    },
  }
}
