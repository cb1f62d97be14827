import { defineStore } from 'pinia'
import { computed, shallowReactive } from 'vue'
import { usedNow } from '../../core/fuzzy/fuzzy'
import { request, subscribe } from '../bridge/request'
import type { LeavingFor } from '../project/leaving'
import { createPlace } from '../project/place'
import { createProjectSession, type ProjectSession } from '../project/project-session'
import { useAppStore } from './app'

/** So many projects are remembered as opened last. */
const mostRecent = 50

/** A part of the window that shows one project; so far there is one. */
type Pane = 'main'

/** The open projects of this window, and which one each pane shows. */
export const useProjectsStore = defineStore('projects', () => {
  const app = useAppStore()
  const sessions = shallowReactive(new Map<string, ProjectSession>())
  const panes = shallowReactive(new Map<Pane, string>())

  const shownIn = (pane: Pane): ProjectSession | undefined => sessions.get(panes.get(pane) ?? '')
  /** What the main pane shows. */
  const shown = computed(() => shownIn('main'))
  const emptyPlace = createPlace()
  /** Where the person is in the main pane, with or without a project. */
  const place = computed(() => shown.value?.place ?? emptyPlace)

  function begin(projectId: string): ProjectSession {
    const session = createProjectSession(projectId, {
      ask: request,
      subscribe,
      settings: () => app.settings,
      summary: () => app.projectById(projectId),
    })
    sessions.set(projectId, session)
    return session
  }

  function end(session: ProjectSession): void {
    const { projectId } = session
    // From here on main's list is what is known of it.
    if (session.draft.current) app.setDraftCount(projectId, session.count)
    sessions.delete(projectId)
    session.end()
  }

  /**
   * Empties a pane. The session ends where no other pane shows it: what is not on disk is given up, so
   * see `leave` before.
   */
  function close(pane: Pane = 'main'): void {
    const session = shownIn(pane)
    panes.delete(pane)
    if (session && ![...panes.values()].includes(session.projectId)) end(session)
  }

  /** Shows a project in a pane, which is emptied before; it begins where no other pane shows it. */
  function show(projectId: string, pane: Pane = 'main'): ProjectSession {
    close(pane)
    panes.set(pane, projectId)
    return sessions.get(projectId) ?? begin(projectId)
  }

  /**
   * Before the project goes that a pane shows: its last edits are written, or the person gives them up.
   * Nothing is given up before `close` or `open`. @returns whether it may go.
   */
  async function leave(why: LeavingFor, pane: Pane = 'main'): Promise<boolean> {
    return (await shownIn(pane)?.secured(why)) ?? true
  }

  /**
   * Opens a project in a pane. The one that it shows stays where its last edits are not on disk and the
   * person wants to keep them.
   */
  async function open(projectId: string, pane: Pane = 'main'): Promise<void> {
    if (!(await leave('switch', pane))) return
    const session = show(projectId, pane)
    const recentProjects = usedNow(app.settings.recentProjects ?? [], projectId, mostRecent)
    void app.saveSettings({ lastProjectId: projectId, recentProjects })
    await session.open()
  }

  /** Switches the network off or on for the whole app; kept over restarts. */
  async function setWorkOffline(wanted: boolean): Promise<void> {
    if (wanted) for (const session of sessions.values()) session.reading.stop()
    await app.saveSettings({ workOffline: wanted })
    if (!wanted) for (const session of sessions.values()) void session.refresh()
  }

  /** How many changes a project's draft has, whether it is open here or not. */
  function countOf(projectId: string): number {
    const session = sessions.get(projectId)
    return session?.draft.current ? session.count : (app.draftCounts[projectId] ?? 0)
  }

  return { sessions, shown, place, show, close, leave, open, setWorkOffline, countOf }
})
