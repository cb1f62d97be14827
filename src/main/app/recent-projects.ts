import { app, Menu } from 'electron'
import { t } from '../../core/language/translate'
import { appLink } from '../../core/links/app-link'
import type { StoredWorkspace } from '../../core/model/project'
import { isProjectId, type ProjectId } from '../../core/model/project-id'

/** A project that was opened not long ago, as the menu and the system's list name it. */
export interface RecentProject {
  readonly projectId: ProjectId
  /** Such as `Northwind Staging (Northwind)`. */
  readonly title: string
}

/** As many as fit into a menu that is read at a glance. */
const most = 10

/**
 * The projects that were opened last and are still there.
 *
 * @param ids of projects, the last opened one first
 */
export function recentProjects(
  ids: readonly string[],
  workspaces: readonly StoredWorkspace[],
): RecentProject[] {
  const titles = new Map(
    workspaces.flatMap(({ name, ownName, projects }) =>
      projects
        .filter(({ state }) => state !== 'deleted')
        .map((project) => [project.id, `${project.name} (${ownName ?? name})`] as const),
    ),
  )
  return ids
    .flatMap((projectId) => {
      // An id of an earlier version, without a server, may be left among them.
      const title = isProjectId(projectId) ? titles.get(projectId) : undefined
      return isProjectId(projectId) && title !== undefined ? [{ projectId, title }] : []
    })
    .slice(0, most)
}

/** Windows starts the app anew with a link, as for one that was clicked; macOS tells the app that runs. */
function jumpList(recent: readonly RecentProject[]): Electron.JumpListCategory[] {
  const items = recent.flatMap(({ projectId, title }): Electron.JumpListItem[] => {
    const link = appLink({ projectId })
    if (link === undefined) return []
    return [{ type: 'task', title, program: process.execPath, args: link, iconIndex: 0 }]
  })
  return items.length === 0 ? [] : [{ type: 'custom', name: t('Recent projects'), items }]
}

/** Puts them into the list of the system at the app's icon, on systems that have one. */
export function showRecentInSystem(
  recent: readonly RecentProject[],
  open: (projectId: ProjectId) => void,
): void {
  if (process.platform === 'darwin') {
    const items = recent.map(({ projectId, title }) => ({
      label: title,
      click: () => open(projectId),
    }))
    app.dock?.setMenu(Menu.buildFromTemplate(items))
  } else if (process.platform === 'win32' && app.isPackaged) app.setJumpList(jumpList(recent))
}
