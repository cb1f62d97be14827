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
  /** Writes its last edits and ends the session, where no tab and no other visit has it. */
  readonly end: () => Promise<void>
}

interface Visited {
  readonly session: ProjectSession
  /** Resolves once it is read from disk. */
  readonly opening: Promise<void>
  /** Visits that have not ended. */
  users: number
}

/**
 * The projects that are shown without a tab. One that is visited twice is one session; where its last edits
 * cannot be saved at the end, it goes into a tab and nothing is lost.
 */
function createVisits(deps: {
  readonly makeSession: (projectId: ProjectId) => ProjectSession
  /** Its edits are on disk; the session ends after this. */
  readonly onSaved: (session: ProjectSession) => void
  /** Gives a session a tab, for edits that could not be saved. */
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
    // Visited again meanwhile, or taken into a tab.
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

    /** Hands a visited session over to a tab: the end of its visits does not end it. */
    take(projectId: ProjectId): ProjectSession | undefined {
      const visit = visited.get(projectId)
      visited.delete(projectId)
      return visit?.session
    },
  }
}

/** So many projects are remembered as opened last. */
const mostRecent = 50
/** So many closed tabs can be opened again. */
const mostClosed = 20
/** Milliseconds after which a project is read anew when its tab is shown. */
const freshFor = 60_000

/** The open projects of this window, each in a tab, and which one it shows. */
export const useProjectsStore = defineStore('projects', () => {
  const app = useAppStore()
  /** In the order of the tabs. */
  const sessions = shallowReactive(new Map<ProjectId, ProjectSession>())
  const ui = useUiStore()
  /** Id of the project that is worked on. */
  const currentId = ref<ProjectId>()
  /** Ids of projects whose tabs were closed, the last one first. */
  const closed = ref<readonly ProjectId[]>([])
  /** What is to be done with a project that has a tab and was not read from disk yet, once it is. */
  const unopened = new Map<ProjectId, (session: ProjectSession) => void>()
  /** How projects stood that have no tab here: when it was closed, or in another window. */
  const places = new Map<ProjectId, WindowState['tabs'][number]['place']>()
  /** Those that were read from disk. */
  const opened = new WeakSet<ProjectSession>()
  /** A project that the app opened by itself: its tab goes when another project opens. */
  let provisional: ProjectSession | undefined

  /** The project that is worked on: it is shown, or the window shows a place of all projects instead. */
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

  /** Projects that this window opens for the first time begin as they stand in another one. */
  function rememberPlaces(tabs: WindowState['tabs']): void {
    for (const { projectId, place } of tabs) {
      if (app.projectById(projectId)) places.set(projectId, place)
    }
  }

  /** Reads a project from disk, then shows the screen that it was left on, unless the person chose one meanwhile. */
  async function openFromDisk(session: ProjectSession): Promise<void> {
    const then = unopened.get(session.projectId)
    unopened.delete(session.projectId)
    opened.add(session)
    const { screen } = session.place
    await session.open()
    if (!session.ended && session.place.screen === screen) then?.(session)
  }

  /**
   * A project for a dialog over another screen: that of its tab, or one that has none and ends with the
   * visit.
   */
  async function visit(projectId: ProjectId): Promise<Visit> {
    const known = sessions.get(projectId)
    if (known) {
      if (!opened.has(known)) await openFromDisk(known)
      return { session: known, end: () => Promise.resolve() }
    }
    return visits.visit(projectId)
  }

  /** Gives up what is not on disk; see `leave`. In the place of the current project comes its neighbour. */
  function end(session: ProjectSession): void {
    const { projectId } = session
    const ids = [...sessions.keys()]
    const at = ids.indexOf(projectId)
    // From here on main's list is what is known of it.
    if (session.draft.current) app.setDraftCount(projectId, session.count)
    sessions.delete(projectId)
    unopened.delete(projectId)
    const neighbour = ids[at + 1] ?? ids[at - 1]
    if (currentId.value === projectId) currentId.value = neighbour
    session.end()
  }

  /** Ends the projects that are in no connected workspace any more. */
  function closeGone(): void {
    for (const id of places.keys()) if (!app.projectById(id)) places.delete(id)
    for (const session of tabs.value) {
      if (!app.projectById(session.projectId)) end(session)
    }
    openNeighbour()
  }

  /** Shows a project; it begins where it is not open yet. */
  function show(projectId: ProjectId): ProjectSession {
    const session = sessions.get(projectId) ?? begin(projectId)
    currentId.value = projectId
    ui.showProject()
    return session
  }

  /**
   * Before another project becomes the current one: its last edits are written, or the person gives them up.
   * @returns whether it may go.
   */
  async function leave(why: LeavingFor): Promise<boolean> {
    return (await current.value?.secured(why)) ?? true
  }

  /** The same for every open project of a workspace, one after the other. */
  async function leaveWorkspace(workspaceId: string): Promise<boolean> {
    for (const session of tabs.value) {
      if (session.summary?.workspaceId !== workspaceId) continue
      if (!(await session.secured('disconnect'))) return false
    }
    return true
  }

  /** Gives a project a tab; it is read from disk when it is shown first. */
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
   * Shows a project, in a tab of its own. What is edited in the others stays as it is there.
   *
   * @param options.byItself the person did not choose it: it makes room for what they choose
   * @param options.behind place of all projects that the window shows, with the project as the current one
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

  /** Opens the project of the last session, else the first one. @param workspaceId only one of these */
  async function openFirst(workspaceId?: string): Promise<void> {
    const candidates = app.projects.filter(({ state }) => state !== 'deleted')
    const last = app.settings.lastProjectId
    const project =
      candidates.find((item) =>
        workspaceId === undefined ? item.id === last : item.workspaceId === workspaceId,
      ) ?? candidates[0]
    if (project) await open(project.id, { byItself: true })
  }

  /** Reads the project from disk that is shown in place of a closed tab, if it was not shown before. */
  function openNeighbour(): void {
    if (shown.value && !opened.has(shown.value)) void open(shown.value.projectId)
  }

  /** Ways to a place that are under way: what the window shows meanwhile is no place the person was at. */
  const arriving = ref(0)

  /**
   * Shows a project and a place in it, which is one step of the way back.
   *
   * @param arrive goes to the place
   * @returns whether they are there: a person may stay where something is not kept
   */
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

  /** Shows a screen of the current project, wherever the window is. */
  async function showScreen(screen: Screen): Promise<void> {
    const { projectId } = current.value ?? {}
    if (projectId !== undefined) await goTo(projectId, ({ place }) => place.show(screen))
  }

  /** Shows what a revert of a publish would do, in its project's history; see `goTo`. */
  const revert = (projectId: ProjectId, publishId: string): Promise<boolean> =>
    goTo(projectId, ({ place }) => place.askRevert(publishId))

  /** Shows a publish in its project's history; see `goTo`. */
  const showPublish = (projectId: ProjectId, publishId: string): Promise<boolean> =>
    goTo(projectId, ({ place }) => place.showPublish(publishId))

  /** Closes a tab once its last edits are on disk, or the person gives them up. @returns whether it went */
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

  /** Opens the tab again that was closed last. */
  async function reopen(): Promise<void> {
    const projectId = closed.value.find((id) => app.projectById(id) !== undefined)
    if (projectId !== undefined) await open(projectId)
  }

  /** Shows the tab so many places beside the one that is shown, going round. */
  async function step(by: number): Promise<void> {
    const ids = [...sessions.keys()]
    const at = ids.findIndex((id) => id === currentId.value)
    const next = ids[(at + by + ids.length) % ids.length]
    if (next !== undefined) await open(next)
  }

  /** Begins an open project anew, for main put another draft in its place; its tab stays where it is. */
  async function restart(projectId: ProjectId): Promise<void> {
    const before = sessions.get(projectId)
    if (!before) return
    if (unopened.has(projectId)) return
    before.end()
    const session = begin(projectId)
    opened.add(session)
    await session.open()
  }

  /** Puts a tab at a place among the others, counted from 0. */
  function move(projectId: ProjectId, to: number): void {
    const session = sessions.get(projectId)
    if (!session) return
    const others = [...sessions].filter(([id]) => id !== projectId)
    const moved = others.toSpliced(Math.max(0, to), 0, [projectId, session])
    sessions.clear()
    for (const [id, each] of moved) sessions.set(id, each)
  }

  // A question stands over its own project, whichever is shown.
  watch(
    () => tabs.value.find(({ leaving }) => leaving.question !== undefined),
    (asking) => {
      if (!asking) return
      currentId.value = asking.projectId
      ui.showProject()
    },
  )

  /** Ends a project whose workspace is no longer connected, once its last edits are on disk. */
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

  // Another window removed the workspace of projects that are open here: their last edits go to the drafts
  // on disk, which come back with the workspace. Where they cannot be written, the project stays open.
  subscribe('workspaces.changed', ({ removed }) => {
    if (removed.length === 0) return
    for (const session of tabs.value) {
      const workspaceId = session.snapshot?.summary.workspaceId
      const isElsewhere = workspaceId !== undefined && !removed.includes(workspaceId)
      if (!isElsewhere && !app.projectById(session.projectId)) void endRemoved(session)
    }
  })

  /** Switches the network off or on for the whole app; kept over restarts. */
  async function setWorkOffline(wanted: boolean): Promise<void> {
    if (wanted) for (const session of sessions.values()) session.reading.stop()
    await app.saveSettings({ workOffline: wanted })
    if (wanted) return
    for (const [projectId, session] of sessions) {
      if (!unopened.has(projectId)) void session.refresh()
    }
  }

  /** How many changes a project's draft has, whether it is open here or not. */
  function countOf(projectId: ProjectId): number {
    const session = sessions.get(projectId)
    return session?.draft.current ? session.count : (app.draftCounts[projectId] ?? 0)
  }

  return {
    sessions,
    tabs,
    /** Projects that are shown without a tab. */
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
