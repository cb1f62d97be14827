import { describeApp } from './app/about'
import { installMenu, showOffline, type MenuActions } from './app/menu'
import { recentProjects, showRecentInSystem } from './app/recent-projects'
import type { AppFiles } from './files/app-files'
import type { SettingsService } from './services/settings'

export interface AppMenu {
  /** Puts the projects that were opened last into the menu and into the system's list. */
  refresh(): Promise<void>
}

/** What the system shows of the app outside of its windows: the menu, the recent projects, the box about the app. */
export function composeMenu(deps: {
  readonly settings: Pick<SettingsService, 'read'>
  readonly workspaces: AppFiles['workspaces']
  readonly actions: MenuActions
}): AppMenu {
  const { settings, workspaces, actions } = deps
  let shown: string | undefined
  describeApp()
  return {
    async refresh() {
      const [current, stored] = await Promise.all([settings.read(), workspaces.read()])
      const connected = (stored.ok ? stored.value : undefined) ?? []
      const recent = recentProjects(current.recentProjects ?? [], connected)
      if (JSON.stringify(recent) === shown) return
      shown = JSON.stringify(recent)
      installMenu(actions, recent)
      showOffline(current.workOffline === true)
      showRecentInSystem(recent, actions.openProject)
    },
  }
}
