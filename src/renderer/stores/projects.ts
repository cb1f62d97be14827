import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, watch } from 'vue'
import { usedNow } from '../../core/search/fuzzy'
import { pictureMade } from '../composables/after-picture'
import { request, subscribe } from '../bridge/request'
import type { LeavingFor } from '../project/leaving'
import type { WindowState } from '../../core/ipc/window-state'
import type { Screen } from '../project/place'
import { placeState, restoreLists, restoreScreen } from '../project/place-state'
import { createProjectSession, type ProjectSession } from '../project/project-session'
import { useAppStore } from './app'
import { useUiStore, type AllScreen } from './ui'
import { t } from '../../core/language/translate'
import type { ProjectId } from '../../core/model/project-id'

/** A project for a dialog over another screen, until `end`. */
interface Visit {
  readonly session: ProjectSession
  /** Saves and ends the session, unless a tab or another visit has it. */
  readonly end: () => Promise<void>
}

interface Visited {
  readonly session: ProjectSession
  /** Resolves when read from disk. */
  readonly opening: Promise<void>
  users: number
}

/** Projects shown without a tab, one session each. If edits cannot be saved at the end, it moves to a tab. */
function createVisits(deps: {
  readonly makeSession: (projectId: ProjectId) => ProjectSession
  /** Its edits are on disk; the session ends next. */
  readonly onSaved: (session: ProjectSession) => void
  /** Opens a tab for edits that could not be saved. */
  readonly keepInTab: (session: ProjectSession) => void
}) {
  const { makeSession, onSaved, keepInTab } = deps
  const visited = shallowReactive(new Map<string, Visited>())

  function begin(projectId: ProjectId): Visited {
    const session = makeSession(projectId)
    const visit = { session, opening: session.open(), users: 0 }
    visited.set(projectId, visit)
    return visit
  }

  async function endOf(visit: Visited): Promise<void> {
    const { session } = visit
    const isKept = (await session.secrets.flush()) && (await session.saving.flush())
    // Visited again meanwhile, or moved to a tab.
    const isOver = visit.users === 0 && visited.get(session.projectId) === visit
    if (!isOver) return
    visited.delete(session.projectId)
    if (!isKept) return keepInTab(session)
    onSaved(session)
    session.end()
  }

  return {
    sessions: computed(() => [...visited.values()].map(({ session }) => session)),

    async visit(projectId: ProjectId): Promise<Visit> {
      const visit = visited.get(projectId) ?? begin(projectId)
      visit.users += 1
      await visit.opening
      let isOver = false
      return {
        session: visit.session,
        async end() {
          if (isOver) return
          isOver = true
          visit.users -= 1
          if (visit.users === 0) await endOf(visit)
        },
      }
    },

    /** Moves a visited session to a tab: visits no longer end it. */
    take(projectId: ProjectId): ProjectSession | undefined {
      const visit = visited.get(projectId)
      visited.delete(projectId)
      return visit?.session
    },
  }
}

/** Maximum number of recent projects. */
const mostRecent = 50
/** Maximum number of closed tabs to reopen. */
const mostClosed = 20
/** Milliseconds after which a shown tab reads its project again. */
const freshFor = 60_000

/** The open projects of this window, one tab each. */
export const useProjectsStore = defineStore('projects', () => {
  const app = useAppStore()
  /** In tab order. */
  const sessions = shallowReactive(new Map<ProjectId, ProjectSession>())
  const ui = useUiStore()
  const currentId = ref<ProjectId>()
  /** Closed tabs, the latest first. */
  const closed = ref<readonly ProjectId[]>([])
  /** Callbacks for projects with a tab that were not read from disk yet. */
  const unopened = new Map<ProjectId, (session: ProjectSession) => void>()
  /** Places of projects without a tab, from closed tabs or other windows. */
  const places = new Map<ProjectId, WindowState['tabs'][number]['place']>()
  const opened = new WeakSet<ProjectSession>()
  /** Opened by the app itself: its tab closes when another project opens. */
  let provisional: ProjectSession | undefined

  /** The current project, visible or behind a screen about all projects. */
  const current = computed(() =>
    currentId.value === undefined ? undefined : sessions.get(currentId.value),
  )
  const shown = computed(() => (ui.screen ? undefined : current.value))
  const tabs = computed(() => [...sessions.values()])

  const makeSession = (projectId: ProjectId): ProjectSession =>
    createProjectSession(projectId, {
      ask: request,
      subscribe,
      settings: () => app.settings,
      summary: () => app.projectById(projectId),
      painted: pictureMade,
    })

  function keepUnsaved(session: ProjectSession): void {
    const { projectId } = session
    sessions.set(projectId, session)
    opened.add(session)
    const name = session.summary?.name ?? t('The project')
    app.addNotice({
      id: `unsaved ${projectId}`,
      title: t('The last edits of {project} are not saved.', { project: name }),
      text: t(
        'They are in its tab, and are saved as soon as that is possible. Do not close the app ' +
          'before.',
      ),
    })
  }

  const visits = createVisits({
    makeSession,
    onSaved(session) {
      if (session.draft.current) app.setDraftCount(session.projectId, session.count)
    },
    keepInTab: keepUnsaved,
  })

  function begin(projectId: ProjectId): ProjectSession {
    const taken = visits.take(projectId)
    if (taken) opened.add(taken)
    const session = taken ?? makeSession(projectId)
    sessions.set(projectId, session)
    const place = places.get(projectId)
    places.delete(projectId)
    if (place) {
      restoreLists(session.place, place)
      unopened.set(projectId, (opened) => restoreScreen(opened.place, place))
    }
    return session
  }

  /** New projects of this window start where they are in another one. */
  function rememberPlaces(tabs: WindowState['tabs']): void {
    for (const { projectId, place } of tabs) {
      if (app.projectById(projectId)) places.set(projectId, place)
    }
  }

  /** Reads a project from disk, then restores its screen unless the user chose another. */
  async function openFromDisk(session: ProjectSession): Promise<void> {
    const then = unopened.get(session.projectId)
    unopened.delete(session.projectId)
    opened.add(session)
    const { screen } = session.place
    await session.open()
    if (!session.ended && session.place.screen === screen) then?.(session)
  }

  /** A project for a dialog over another screen: its tab's session, or a temporary one. */
  async function visit(projectId: ProjectId): Promise<Visit> {
    const known = sessions.get(projectId)
    if (known) {
      if (!opened.has(known)) await openFromDisk(known)
      return { session: known, end: () => Promise.resolve() }
    }
    return visits.visit(projectId)
  }

  /** Ends a session without saving; see `leave`. A neighbor becomes current. */
  function end(session: ProjectSession): void {
    const { projectId } = session
    const ids = [...sessions.keys()]
    const at = ids.indexOf(projectId)
    // From here on main's number counts.
    if (session.draft.current) app.setDraftCount(projectId, session.count)
    sessions.delete(projectId)
    unopened.delete(projectId)
    const neighbour = ids[at + 1] ?? ids[at - 1]
    if (currentId.value === projectId) currentId.value = neighbour
    session.end()
  }

  /** Closes projects of disconnected workspaces. */
  function closeGone(): void {
    for (const id of places.keys()) if (!app.projectById(id)) places.delete(id)
    for (const session of tabs.value) {
      if (!app.projectById(session.projectId)) end(session)
    }
    openNeighbour()
  }

  /** Shows a project, creating its session. */
  function show(projectId: ProjectId): ProjectSession {
    const session = sessions.get(projectId) ?? begin(projectId)
    currentId.value = projectId
    ui.showProject()
    return session
  }

  /** Saves the current project before another one is shown, or asks. @returns whether to go on */
  async function leave(why: LeavingFor): Promise<boolean> {
    return (await current.value?.secured(why)) ?? true
  }

  /** Saves every open project of a workspace, one by one. */
  async function leaveWorkspace(workspaceId: string): Promise<boolean> {
    for (const session of tabs.value) {
      if (session.summary?.workspaceId !== workspaceId) continue
      if (!(await session.secured('disconnect'))) return false
    }
    return true
  }

  /** Creates a tab; the project is read when first shown. */
  function prepare(projectId: ProjectId, then: (session: ProjectSession) => void): ProjectSession {
    const session = sessions.get(projectId) ?? begin(projectId)
    unopened.set(projectId, then)
    return session
  }

  const isUntouched = ({ place: { screen, selection }, draft, count }: ProjectSession) =>
    screen.name === 'main' &&
    selection.kind === 'none' &&
    count === 0 &&
    !draft.canUndo &&
    !draft.canRedo

  function dropProvisional(projectId: ProjectId): void {
    const before = provisional
    if (before?.projectId === projectId) return
    provisional = undefined
    if (before && !before.ended && isUntouched(before)) end(before)
  }

  /**
   * Shows a project in its tab. @param options.byItself provisional, not chosen @param options.behind screen that
   * covers it
   */
  async function open(
    projectId: ProjectId,
    { byItself = false, behind }: { byItself?: boolean; behind?: AllScreen | undefined } = {},
  ): Promise<void> {
    const isOther = currentId.value !== projectId
    if (isOther && !(await leave('switch'))) return
    const known = sessions.get(projectId)
    const session = show(projectId)
    if (behind) ui.show(behind)
    dropProvisional(projectId)
    if (byItself && !known) provisional = session
    else if (provisional === session) provisional = undefined
    closed.value = closed.value.filter((id) => id !== projectId)
    const recentProjects = usedNow<string>(app.settings.recentProjects ?? [], projectId, mostRecent)
    void app.saveSettings({ lastProjectId: projectId, recentProjects })
    if (!opened.has(session)) return openFromDisk(session)
    const age = Date.now() - Date.parse(session.snapshot?.readAt ?? '')
    if (isOther && !(age < freshFor)) void session.refresh({ quietly: true })
  }

  /** Opens the last or first project. @param workspaceId restricts to one workspace */
  async function openFirst(workspaceId?: string): Promise<void> {
    const candidates = app.projects.filter(({ state }) => state !== 'deleted')
    const last = app.settings.lastProjectId
    const project =
      candidates.find((item) =>
        workspaceId === undefined ? item.id === last : item.workspaceId === workspaceId,
      ) ?? candidates[0]
    if (project) await open(project.id, { byItself: true })
  }

  /** Reads the neighbor of a closed tab if it was never shown. */
  function openNeighbour(): void {
    if (shown.value && !opened.has(shown.value)) void open(shown.value.projectId)
  }

  /** Pending navigations: intermediate screens are not part of the history. */
  const arriving = ref(0)

  /** Goes to a place in a project, as one step of the history. @returns false if the user stayed */
  async function goTo(
    projectId: ProjectId,
    arrive: (session: ProjectSession) => void,
  ): Promise<boolean> {
    arriving.value += 1
    try {
      if (shown.value?.projectId !== projectId) await open(projectId)
      const session = shown.value
      if (session?.projectId !== projectId) return false
      arrive(session)
      return true
    } finally {
      arriving.value -= 1
    }
  }

  /** Shows a screen of the current project. */
  async function showScreen(screen: Screen): Promise<void> {
    const { projectId } = current.value ?? {}
    if (projectId !== undefined) await goTo(projectId, ({ place }) => place.show(screen))
  }

  /** Previews the revert of a publish; see `goTo`. */
  const revert = (projectId: ProjectId, publishId: string): Promise<boolean> =>
    goTo(projectId, ({ place }) => place.askRevert(publishId))

  /** Shows a publish in the history; see `goTo`. */
  const showPublish = (projectId: ProjectId, publishId: string): Promise<boolean> =>
    goTo(projectId, ({ place }) => place.showPublish(publishId))

  /** Saves and closes a tab, or asks. @returns whether it closed */
  async function closeTab(projectId: ProjectId): Promise<boolean> {
    const session = sessions.get(projectId)
    if (!session || !(await session.secured('close'))) return false
    if (session.ended) return true
    closed.value = usedNow(closed.value, projectId, mostClosed)
    places.set(projectId, placeState(session.place))
    end(session)
    openNeighbour()
    return true
  }

  /** Reopens the last closed tab. */
  async function reopen(): Promise<void> {
    const projectId = closed.value.find((id) => app.projectById(id) !== undefined)
    if (projectId !== undefined) await open(projectId)
  }

  /** Shows a tab relative to the current one, wrapping. */
  async function step(by: number): Promise<void> {
    const ids = [...sessions.keys()]
    const at = ids.findIndex((id) => id === currentId.value)
    const next = ids[(at + by + ids.length) % ids.length]
    if (next !== undefined) await open(next)
  }

  /** Reloads an open project whose draft main replaced. */
  async function restart(projectId: ProjectId): Promise<void> {
    const before = sessions.get(projectId)
    if (!before) return
    if (unopened.has(projectId)) return
    before.end()
    const session = begin(projectId)
    opened.add(session)
    await session.open()
  }

  /** Moves a tab to an index. */
  function move(projectId: ProjectId, to: number): void {
    const session = sessions.get(projectId)
    if (!session) return
    const others = [...sessions].filter(([id]) => id !== projectId)
    const moved = others.toSpliced(Math.max(0, to), 0, [projectId, session])
    sessions.clear()
    for (const [id, each] of moved) sessions.set(id, each)
  }

  // A question appears over its own project.
  watch(
    () => tabs.value.find(({ leaving }) => leaving.question !== undefined),
    (asking) => {
      if (!asking) return
      currentId.value = asking.projectId
      ui.showProject()
    },
  )

  /** Saves and ends a project whose workspace was disconnected. */
  async function endRemoved(session: ProjectSession): Promise<void> {
    const { projectId } = session
    const name = session.snapshot?.summary.name ?? t('The project')
    const saved = await session.saving.flush()
    if (!saved || session.ended || app.projectById(projectId)) return
    end(session)
    openNeighbour()
    app.addNotice({
      id: `removed ${projectId}`,
      title: t('{project} is closed here.', { project: name }),
      text: t(
        'Its workspace was disconnected in another window. The draft is kept: it is there again ' +
          'when the workspace is connected again.',
      ),
    })
  }

  // Another window removed a workspace: last edits go to the drafts on disk. If that fails, the project stays open.
  subscribe('workspaces.changed', ({ removed }) => {
    if (removed.length === 0) return
    for (const session of tabs.value) {
      const workspaceId = session.snapshot?.summary.workspaceId
      const isElsewhere = workspaceId !== undefined && !removed.includes(workspaceId)
      if (!isElsewhere && !app.projectById(session.projectId)) void endRemoved(session)
    }
  })

  /** Switches offline mode for the whole app; persisted. */
  async function setWorkOffline(wanted: boolean): Promise<void> {
    if (wanted) for (const session of sessions.values()) session.reading.stop()
    await app.saveSettings({ workOffline: wanted })
    if (wanted) return
    for (const [projectId, session] of sessions) {
      if (!unopened.has(projectId)) void session.refresh()
    }
  }

  /** Number of changes in a project's draft, open or not. */
  function countOf(projectId: ProjectId): number {
    const session = sessions.get(projectId)
    return session?.draft.current ? session.count : (app.draftCounts[projectId] ?? 0)
  }

  return {
    sessions,
    tabs,
    visited: visits.sessions,
    closed,
    current,
    shown,
    show,
    prepare,
    rememberPlaces,
    closeGone,
    closeTab,
    reopen,
    restart,
    step,
    move,
    leave,
    leaveWorkspace,
    visit,
    open,
    openFirst,
    goTo,
    showScreen,
    revert,
    showPublish,
    isArriving: computed(() => arriving.value > 0),
    setWorkOffline,
    countOf,
  }
})
