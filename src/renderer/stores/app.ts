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

/** App state outside projects: workspaces, settings, notices. */
export const useAppStore = defineStore('app', () => {
  const state = shallowRef<AppState>()
  const loadError = shallowRef<AppError>()

  const workspaces = computed(() => state.value?.workspaces ?? [])
  const settings = computed(() => state.value?.settings ?? noSettings)
  const workOffline = computed(() => settings.value.workOffline === true)
  /** Name recorded with publishes; `undefined` if the system has none either. */
  const personName = computed(() => settings.value.personName || state.value?.accountName)
  /** This window's own notices; they may come back after being dismissed. */
  const ownNotices = shallowRef<readonly Notice[]>([])
  const notices = computed(() => [
    ...(state.value?.notices ?? []).filter(({ id }) => !isNoteClosed(runNote(id))),
    ...ownNotices.value,
  ])
  /** Number of changes of projects not open in this window. */
  const draftCounts = computed(() => state.value?.draftCounts ?? {})
  const platform = computed(() => state.value?.platform ?? 'linux')
  const secretStore = computed(() => state.value?.secretStore ?? 'keychain')
  /** Why secrets last for this session only; `undefined` with a keychain. */
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
  const oldElectron = computed(() => state.value?.oldElectron)
  const projects = computed(() => workspaces.value.flatMap((workspace) => workspace.projects))
  const projectById = (id: ProjectId | undefined): ProjectSummary | undefined =>
    projects.value.find((project) => project.id === id)
  const names = computed(() => projectNames(workspaces.value))
  /** A project's name, unique across workspaces. */
  const nameOf = (id: ProjectId): string | undefined => names.value.get(id)
  /** Projects by Ory's ID: one at each server that has it. */
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

  /** Adds a notice once. */
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

  /** Uses the workspace despite an outdated Electron until the app quits. */
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

  /** @param change local name and color, and publish requirements */
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

  /** Stores settings at once; a failed write is not shown, since only the layout is lost. */
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

  /** Whether a notice was closed for good. */
  const isNoteClosed = (name: string): boolean =>
    settings.value.closedNotes?.includes(name.slice(0, mostNoteName)) === true

  /** Closes a notice for good, in all windows. @param name with its subject, such as a version */
  async function closeNote(name: string): Promise<void> {
    if (isNoteClosed(name)) return
    const closed = [...(settings.value.closedNotes ?? []), name.slice(0, mostNoteName)]
    await saveSettings({ closedNotes: closed.slice(-mostClosedNotes) })
  }

  /** In every window; the next start shows it again if it still applies. */
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
