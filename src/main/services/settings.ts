import type { Result } from '../../core/errors/result'
import type { Settings } from '../../core/ipc/app-state'
import type { AppFiles } from '../files/app-files'

export interface SettingsService {
  read(): Promise<Settings>
  save(settings: Settings): Promise<Result<void>>
}

const defaults: Settings = { theme: 'system', columns: {} }

/** @param deps `onTheme` and `onOffline` are told at each read from disk and each save. */
export function createSettingsService(deps: {
  readonly files: AppFiles
  readonly onTheme: (theme: Settings['theme']) => void
  readonly onOffline?: (offline: boolean) => void
}): SettingsService {
  const { files, onTheme, onOffline } = deps
  let current: Promise<Settings> | undefined

  function tell(settings: Settings): void {
    onTheme(settings.theme)
    onOffline?.(settings.workOffline === true)
  }

  async function load(): Promise<Settings> {
    const stored = await files.settings.read()
    const settings = (stored.ok ? stored.value : undefined) ?? defaults
    tell(settings)
    return settings
  }

  return {
    read: () => (current ??= load()),
    save(settings) {
      current = Promise.resolve(settings)
      tell(settings)
      return files.settings.write(settings)
    },
  }
}
