import type { CommandCondition } from '../../../core/app/commands/app-command'
import type { ActionName } from '../../../core/app/commands/app-commands'
import { connectionAt } from '../../../core/draft/entity-index'
import { appLink } from '../../../core/links/app-link'
import { request } from '../../bridge/request'
import type { ProjectSession } from '../../project/project-session'
import { isLock } from '../../components/notes/guard-words'
import { useAppStore } from '../../stores/app'
import { useGuardsStore } from '../../stores/guards'
import { useProjectsStore } from '../../stores/projects'
import { useTrailStore } from '../../stores/trail'
import { useUiStore } from '../../stores/ui'
import { useDialogOpen } from '../dialogs/dialog-open'
import { useHelpPlace } from '../dialogs/help-place'
import { deleteSelected, duplicateSelected } from '../../composables/row-actions'
import { useCopyRows } from '../../composables/use-copy-rows'
import { selectedKeys } from '../../composables/use-selected-rows'

const onMain = (project: ProjectSession | undefined) =>
  project?.place.screen.name === 'main' ? project.place : undefined

/** Whether the chosen connection keeps its certificates in its metadata. */
export function isSamlChosen(project: ProjectSession | undefined): boolean {
  if (project?.place.selection.kind !== 'connection') return false
  const found = connectionAt(project.copy, project.place.selection.key)
  return found?.protocol === 'saml' && found.status !== 'deleted'
}

export function useConditions(): Readonly<Record<CommandCondition, () => boolean>> {
  const app = useAppStore()
  const projects = useProjectsStore()
  const trail = useTrailStore()
  const guards = useGuardsStore()
  const ui = useUiStore()
  const shown = () => projects.shown
  const barrier = () => guards.barrierOf(shown()?.projectId)
  return {
    project: () => shown() !== undefined,
    'open-project': () => projects.current !== undefined,
    changes: () => (shown()?.count ?? 0) > 0,
    undo: () => shown()?.draft.canUndo === true,
    redo: () => shown()?.draft.canRedo === true,
    connection: () => shown()?.place.selection.kind === 'connection',
    'saml-connection': () => isSamlChosen(shown()),
    chosen: () => (onMain(shown())?.selection.kind ?? 'none') !== 'none',
    rows: () => {
      const at = onMain(shown())
      return at !== undefined && (at.several !== undefined || at.selection.kind !== 'none')
    },
    connections: () => (onMain(shown())?.selectedKeys('connection').length ?? 0) > 0,
    'several-connections': () => onMain(shown())?.several?.kind === 'connection',
    'selected-rows': () =>
      ui.selected.length > 0 && ui.selected.every(({ kind }) => kind !== 'scim-client'),
    conflicts: () => (shown()?.conflicts.length ?? 0) > 0,
    tabs: () => projects.tabs.length > 1,
    'closed-tab': () => projects.closed.some((id) => app.projectById(id) !== undefined),
    back: () => trail.canGoBack,
    forward: () => trail.canGoForward,
    locked: () => isLock(barrier()),
    unlocked: () => shown() !== undefined && !isLock(barrier()),
    online: () => shown() !== undefined && !app.workOffline,
  }
}

/**
 * What commands do that their line in the list does not describe. @param focusFilter focuses the filter of the
 * list in use
 */
export function useActions(
  refresh: () => Promise<void>,
  focusFilter: () => void,
): Readonly<Record<ActionName, () => unknown>> {
  const app = useAppStore()
  const projects = useProjectsStore()
  const ui = useUiStore()
  const guards = useGuardsStore()
  const trail = useTrailStore()
  const isDialogOpen = useDialogOpen()
  const helpPlace = useHelpPlace()
  const place = () => projects.shown?.place
  const copy = useCopyRows()
  async function copyRows(project: ProjectSession, as: 'table' | 'ids'): Promise<void> {
    const { projectId } = project
    const { organizations, connections, scimClients = [] } = selectedKeys(project)
    const rows = [
      ...organizations.map((key) => ({ projectId, kind: 'organization', key }) as const),
      ...connections.map((key) => ({ projectId, kind: 'connection', key }) as const),
      ...scimClients.map((key) => ({ projectId, kind: 'scim-client', key }) as const),
    ]
    project.place.saidOfRows = await copy(rows, as)
  }
  function moveTab(by: number): void {
    const { shown, tabs } = projects
    if (shown) projects.move(shown.projectId, tabs.indexOf(shown) + by)
  }
  /** Errors appear in the protection settings. */
  async function guard(how: 'lock' | 'unlock'): Promise<void> {
    const { projectId } = projects.shown ?? {}
    if (projectId === undefined) return
    const end = await guards[how](projectId)
    if (end.kind === 'failed') place()?.open({ name: 'project-settings' })
  }
  return {
    'new-window': () => request('window.open', {}),
    back: trail.back,
    forward: trail.forward,
    'close-tab': () => projects.shown && projects.closeTab(projects.shown.projectId),
    'reopen-tab': () => projects.reopen(),
    'next-tab': () => projects.step(1),
    'previous-tab': () => projects.step(-1),
    'move-tab-right': () => moveTab(1),
    'move-tab-left': () => moveTab(-1),
    undo: () => projects.shown?.draft.undo(),
    redo: () => projects.shown?.draft.redo(),
    refresh,
    save: async () => {
      const { shown } = projects
      if (shown && (await shown.saving.flush())) shown.place.saveAsked = true
    },
    // Nothing is published unseen: the first time, this opens the review; there it publishes.
    publish: () => {
      const at = place()
      if (at?.dialog?.name === 'review') at.publishAsked += 1
      else if (!isDialogOpen()) at?.open({ name: 'review' })
    },
    find: focusFilter,
    'search-project': () => {
      const only = projects.shown?.projectId
      if (only !== undefined) ui.open({ name: 'switcher', only })
    },
    'copy-link': () => {
      const { projectId, place: at } = projects.shown ?? {}
      if (projectId === undefined || !at) return
      const { selection } = at
      const target = selection.kind === 'none' ? undefined : selection
      // An entity that exists only in the draft has no link.
      const text = (target && appLink({ projectId, target })) ?? appLink({ projectId })
      if (text !== undefined) void request('clipboard.write', { text })
    },
    duplicate: () => projects.shown && duplicateSelected(projects.shown),
    'copy-ids': () => projects.shown && copyRows(projects.shown, 'ids'),
    'export-rows': () => {
      const { shown } = projects
      if (shown) shown.place.open({ name: 'export-set-up', of: selectedKeys(shown) })
    },
    'change-several': () =>
      ui.open({ name: 'change-several', rows: ui.selected, isDeletion: false }),
    'copy-table': () => projects.shown && copyRows(projects.shown, 'table'),
    'delete-rows': () => projects.shown && deleteSelected(projects.shown),
    'first-field': () => place()?.goToField(),
    'edit-mapper': () => {
      const { kind, key } = place()?.selection ?? {}
      if (kind === 'connection' && key !== undefined) place()?.openMapper(key)
    },
    'check-all': () => {
      const { projectId } = projects.shown ?? {}
      if (projectId !== undefined) ui.show({ name: 'home', of: { projectId, check: true } })
    },
    'save-calendar': () => ui.show({ name: 'home', of: { savesCalendar: true } }),
    'mappers-of-project': () => {
      const { projectId } = projects.current ?? {}
      if (projectId !== undefined) ui.show({ name: 'mappers', of: { projectId } })
    },
    'try-mapper': () => {
      ui.showProject()
      projects.current?.place.openOwnMapper()
    },
    'workspace-settings': () => {
      const workspaceId = projects.shown?.summary?.workspaceId
      if (workspaceId !== undefined) ui.open({ name: 'workspace', workspaceId })
    },
    'lock-project': () => guard('lock'),
    'unlock-project': () => guard('unlock'),
    'view-team-folder': () => {
      const own = projects.current?.summary?.workspaceId ?? app.workspaces[0]?.id
      ui.show({ name: 'compare', ...(own === undefined ? {} : { of: { folderOf: own } }) })
    },
    'work-offline': () => projects.setWorkOffline(!app.workOffline),
    help: () => ui.showHelp(helpPlace()),
    tour: () => ui.goTour(0),
    columns: () => {
      const at = place()
      if (!at) return
      at.show({ name: 'main' })
      at.columnsAsked = true
    },
    'zoom-in': () => request('window.zoom', { to: 'in' }),
    'zoom-out': () => request('window.zoom', { to: 'out' }),
    'zoom-reset': () => request('window.zoom', { to: 'reset' }),
    'theme-system': () => app.saveSettings({ theme: 'system' }),
    'theme-light': () => app.saveSettings({ theme: 'light' }),
    'theme-dark': () => app.saveSettings({ theme: 'dark' }),
  }
}
