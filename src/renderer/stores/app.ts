import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { projectNames } from '../../core/model/project-names'
import type { AppError } from '../../core/errors/app-error'
import { success, type Result } from '../../core/errors/result'
import {
  mostClosedNotes,
  mostNoteName,
  runNote,
  type AppState,
  type ListView,
  type Notice,
  type Settings,
} from '../../core/ipc/app-state'
import { setRegion } from '../../core/language/locale'
import type { ProjectSummary, Workspace, WorkspaceColour } from '../../core/model/project'
import { readAppState } from '../bridge/first-request'
import { request, subscribe } from '../bridge/request'
import { t } from '../../core/language/translate'
import { uuidOf, type ProjectId } from '../../core/model/project-id'

const noSettings: Settings = { theme: 'system', columns: {} }

/** State of the app outside open projects: workspaces, settings, notices. */
export const useAppStore = defineStore('app', () => {
  const state = shallowRef<AppState>()
  const loadError = shallowRef<AppError>()

  const workspaces = computed(() => state.value?.workspaces ?? [])
  const settings = computed(() => state.value?.settings ?? noSettings)
  /** The person chose to work offline. */
  const workOffline = computed(() => settings.value.workOffline === true)
  /** Who publishes, as main records it; `undefined` where the system names no account either. */
  const personName = computed(() => settings.value.personName || state.value?.accountName)
  /** What this window itself tells of; it may have to be told again after it was dismissed. */
  const ownNotices = shallowRef<readonly Notice[]>([])
  const notices = computed(() => [
    ...(state.value?.notices ?? []).filter(({ id }) => !isNoteClosed(runNote(id))),
    ...ownNotices.value,
  ])
  /** Changes by project, of those that are not open in this window. */
  const draftCounts = computed(() => state.value?.draftCounts ?? {})
  const platform = computed(() => state.value?.platform ?? 'linux')
  const secretStore = computed(() => state.value?.secretStore ?? 'keychain')
  /** Why keys and secrets last for this session only; `undefined` where a keychain holds them. */
  const noKeychain = computed(() => {
    if (secretStore.value === 'keychain') return undefined
    if (state.value?.keychainForTests) {
      return t(
        'This window was started by root, and the keychain beside it is made for tests and ' +
          'protects nothing, so it is not used.',
      )
    }
    return platform.value === 'linux'
      ? t(
          'No keychain is available on this computer. Install one, such as GNOME Keyring ' +
            '(gnome-keyring) or KeePassXC, and start the app again.',
        )
      : t('No keychain is available on this computer.')
  })
  /** Version of an Electron that is out of support. */
  const oldElectron = computed(() => state.value?.oldElectron)
  const projects = computed(() => workspaces.value.flatMap((workspace) => workspace.projects))
  const projectById = (id: ProjectId | undefined): ProjectSummary | undefined =>
    projects.value.find((project) => project.id === id)
  const names = computed(() => projectNames(workspaces.value))
  /** What a project is called beside those of other workspaces. */
  const nameOf = (id: ProjectId): string | undefined => names.value.get(id)
  /** Projects with an id as Ory gives it: one at each server that has it. */
  const projectsWithUuid = (uuid: string | undefined): readonly ProjectSummary[] =>
    projects.value.filter(({ id }) => uuidOf(id) === uuid)
  const workspaceById = (id: string): Workspace | undefined =>
    workspaces.value.find((workspace) => workspace.id === id)
  /** The workspace that lists a project. */
  function workspaceOf(projectId: ProjectId | undefined): Workspace | undefined {
    const project = projectById(projectId)
    return project ? workspaceById(project.workspaceId) : undefined
  }

  function update(part: Partial<AppState>): void {
    if (state.value) state.value = { ...state.value, ...part }
  }

  function putWorkspace(workspace: Workspace): void {
    const known = workspaces.value.some(({ id }) => id === workspace.id)
    update({
      workspaces: known
        ? workspaces.value.map((item) => (item.id === workspace.id ? workspace : item))
        : [...workspaces.value, workspace],
    })
  }

  function dropWorkspaces(ids: readonly string[]): void {
    update({ workspaces: workspaces.value.filter(({ id }) => !ids.includes(id)) })
  }

  /** Tells of something in the bar above the project, once. */
  function addNotice(notice: Notice): void {
    if (ownNotices.value.some(({ id }) => id === notice.id)) return
    ownNotices.value = [...ownNotices.value, notice]
  }

  function take(read: AppState): void {
    setRegion(read.region)
    state.value = read
  }

  subscribe('notice.add', (notice) => {
    const known = state.value?.notices ?? []
    if (!known.some(({ id }) => id === notice.id)) update({ notices: [...known, notice] })
  })

  subscribe('app.changed', take)

  subscribe('settings.changed', (changed) => update({ settings: changed.settings }))

  subscribe('workspaces.changed', ({ changed, removed }) => {
    changed.forEach(putWorkspace)
    dropWorkspaces(removed)
  })

  subscribe('draft.appended', (told) => setDraftCount(told.projectId, told.changes))
  subscribe('draft.replaced', (told) => setDraftCount(told.projectId, told.changes))

  async function load(): Promise<Result<AppState>> {
    const result = await readAppState()
    if (result.ok) take(result.value)
    loadError.value = result.ok ? undefined : result.error
    return result
  }

  async function connect(
    apiKey: string,
    apiAddress: string,
    { signal, acceptOldElectron }: { signal?: AbortSignal; acceptOldElectron?: boolean } = {},
  ): Promise<Result<readonly Workspace[]>> {
    const accepted = acceptOldElectron ? { acceptOldElectron } : {}
    const input = { apiKey, apiAddress, ...accepted }
    const result = await request('workspace.connect', input, { signal })
    if (result.ok) result.value.forEach(putWorkspace)
    return result
  }

  /** Main uses the workspace on an Electron out of support until the app is closed. */
  async function acceptOldElectron(workspaceId: string): Promise<void> {
    await request('workspace.accept-old-electron', { workspaceId })
  }

  async function openDemo(): Promise<Result<readonly Workspace[]>> {
    const result = await request('workspace.connect', { demo: true })
    if (result.ok) result.value.forEach(putWorkspace)
    return result
  }

  async function replaceKey(
    workspaceId: string,
    apiKey: string,
    apiAddress: string,
  ): Promise<Result<Workspace>> {
    const result = await request('workspace.replace-key', { workspaceId, apiKey, apiAddress })
    if (result.ok) putWorkspace(result.value)
    return result
  }

  /** @param change what the workspace is called and coloured here, and what a publish of its projects needs */
  async function changeWorkspace(
    workspaceId: string,
    change: {
      readonly name?: string
      readonly colour?: WorkspaceColour
      readonly asksForSummary?: boolean
    },
  ): Promise<Result<Workspace>> {
    const result = await request('workspace.change', { workspaceId, ...change })
    if (result.ok) putWorkspace(result.value)
    return result
  }

  async function disconnect(workspaceId: string): Promise<Result<object>> {
    const result = await request('workspace.disconnect', { workspaceId })
    if (!result.ok) return result
    dropWorkspaces([workspaceId])
    return success({})
  }

  async function refreshWorkspace(workspaceId: string): Promise<Result<Workspace>> {
    const result = await request('workspace.refresh', { workspaceId })
    if (result.ok) putWorkspace(result.value)
    return result
  }

  /** Stores settings at once; a failed write is not shown, since nothing is lost but the arrangement. */
  async function saveSettings(part: Partial<Settings>): Promise<void> {
    update({ settings: { ...settings.value, ...part } })
    await request('settings.save', { settings: part })
  }

  function setColumn(name: string, width: number): Promise<void> {
    return saveSettings({ columns: { ...settings.value.columns, [name]: Math.round(width) } })
  }

  function setListView(name: string, view: ListView): Promise<void> {
    return saveSettings({ lists: { ...settings.value.lists, [name]: view } })
  }

  function setDraftCount(projectId: ProjectId, count: number): void {
    const { [projectId]: _before, ...rest } = draftCounts.value
    update({ draftCounts: count > 0 ? { ...rest, [projectId]: count } : rest })
  }

  /** Whether the person closed a note for good, in any window and at any time. */
  const isNoteClosed = (name: string): boolean =>
    settings.value.closedNotes?.includes(name.slice(0, mostNoteName)) === true

  /**
   * The one memory of notes that are closed for good: they stay closed in other windows and after a restart.
   *
   * @param name of the note with what it is about, such as a version: the next one is told again
   */
  async function closeNote(name: string): Promise<void> {
    if (isNoteClosed(name)) return
    const closed = [...(settings.value.closedNotes ?? []), name.slice(0, mostNoteName)]
    await saveSettings({ closedNotes: closed.slice(-mostClosedNotes) })
  }

  /** In every window; the next run tells what is still so. */
  async function dismissNotice(id: string): Promise<void> {
    const others = ownNotices.value.filter((notice) => notice.id !== id)
    if (others.length < ownNotices.value.length) ownNotices.value = others
    else await closeNote(runNote(id))
  }

  return {
    state,
    loadError,
    workspaces,
    settings,
    personName,
    notices,
    draftCounts,
    platform,
    secretStore,
    noKeychain,
    oldElectron,
    projects,
    projectById,
    nameOf,
    projectsWithUuid,
    workspaceById,
    workspaceOf,
    workOffline,
    load,
    connect,
    acceptOldElectron,
    openDemo,
    replaceKey,
    changeWorkspace,
    disconnect,
    refreshWorkspace,
    saveSettings,
    setColumn,
    setListView,
    setDraftCount,
    addNotice,
    dismissNotice,
    isNoteClosed,
    closeNote,
  }
})
