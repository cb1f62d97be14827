import type { Result } from '../../core/errors/result'
import type { Settings } from '../../core/ipc/contract'
import type { AppFiles } from '../drafts/app-files'

export interface SettingsService {
  read(): Promise<Settings>
  save(settings: Settings): Promise<Result<void>>
}

const defaults: Settings = { theme: 'system', columns: {} }

/** @param onTheme told the theme at each read from disk and each save. */
export function createSettingsService(deps: {
  readonly files: AppFiles
  readonly onTheme: (theme: Settings['theme']) => void
}): SettingsService {
  const { files, onTheme } = deps
  let current: Promise<Settings> | undefined

  async function load(): Promise<Settings> {
    const stored = await files.settings.read()
    const settings = (stored.ok ? stored.value : undefined) ?? defaults
    onTheme(settings.theme)
    return settings
  }

  return {
    read: () => (current ??= load()),
    save(settings) {
      current = Promise.resolve(settings)
      onTheme(settings.theme)
      return files.settings.write(settings)
    },
  }
}
