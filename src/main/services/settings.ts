import type { Result } from '../../core/errors/result'
import { isRunNote, type Settings, type SettingsPart } from '../../core/ipc/app-state'
import type { AppFiles } from '../files/app-files'

export interface SettingsService {
  read(): Promise<Settings>
  save(part: SettingsPart): Promise<Result<void>>
}

const defaults: Settings = { theme: 'system', columns: {} }

/** Drops notes closed in the previous run. */
function atStart({ closedNotes, ...settings }: Settings): Settings {
  if (!closedNotes) return settings
  return { ...settings, closedNotes: closedNotes.filter((name) => !isRunNote(name)) }
}

function given(part: SettingsPart): Partial<Settings> {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined))
}

/** `onTheme` and `onOffline` are called at each read and save. */
export function createSettingsService(deps: {
  readonly files: AppFiles
  readonly onTheme: (theme: Settings['theme']) => void
  readonly onOffline?: (offline: boolean) => void
  readonly onSaved?: (settings: Settings) => void
}): SettingsService {
  const { files, onTheme, onOffline, onSaved } = deps
  let current: Promise<Settings> | undefined

  function tell(settings: Settings): void {
    onTheme(settings.theme)
    onOffline?.(settings.workOffline === true)
  }

  async function load(): Promise<Settings> {
    const stored = await files.settings.read()
    const settings = (stored.ok ? stored.value : undefined) ?? defaults
    tell(settings)
    return atStart(settings)
  }

  return {
    read: () => (current ??= load()),
    async save(part) {
      const before = current ?? load()
      current = before.then((settings) => ({ ...settings, ...given(part) }))
      const settings = await current
      tell(settings)
      onSaved?.(settings)
      return files.settings.write(settings)
    },
  }
}
