import { showNotification } from './app/show-notification'
import type { Windows } from './app/windows'
import type { AppFiles } from './files/app-files'
import { emitTo } from './ipc/events'
import { createEndNotices, type EndNotices } from './services/radar/end-notices'
import type { RadarService } from './services/radar/radar'
import type { SettingsService } from './services/settings'
import type { WorkspacesService } from './services/workspaces/workspaces'

/** Creates what tells by notifications of the system, and leads from one to the window in front. */
export function composeEndNotices(parts: {
  readonly files: Pick<AppFiles, 'toldEnds'>
  readonly radar: RadarService
  readonly workspaces: WorkspacesService
  readonly settings: Pick<SettingsService, 'read'>
  readonly windows: Windows
  readonly now: () => Date
}): EndNotices {
  const { files, radar, workspaces, settings, windows, now } = parts
  return createEndNotices({
    radar,
    workspaces,
    file: files.toldEnds,
    isOn: async () => (await settings.read()).tellsOfEnds !== false,
    show: showNotification,
    open(place) {
      if (place) windows.goTo(place)
      else {
        windows.show()
        emitTo(windows.front()?.webContents)('menu.command', { command: 'view-home' })
      }
    },
    now,
  })
}
