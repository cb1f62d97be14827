import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import type { ProjectSummary, Workspace } from '../../core/model/project'
import { parseApiAddress } from '../../core/urls/api-address'
import type { Access, ApiClient } from '../api/client'
import type { AppFiles, StoredWorkspace } from '../drafts/app-files'
import { workspaceAccount, type SecretStore } from '../secrets/secret-store'
import type { Demo } from './demo'
import { readWorkspace, readWorkspaceProjects, type ListedWorkspace } from './list-workspaces'

export interface WorkspacesService {
  list(): Promise<Workspace[]>
  connect(
    input: { readonly apiKey: string; readonly apiAddress: string },
    signal?: AbortSignal,
  ): Promise<Result<Workspace>>
  openDemo(signal?: AbortSignal): Promise<Result<Workspace[]>>
  replaceKey(
    input: { readonly workspaceId: string; readonly apiKey: string },
    signal?: AbortSignal,
  ): Promise<Result<Workspace>>
  disconnect(workspaceId: string): Promise<Result<void>>
  /** Takes up a workspace that was disconnected, without its key. */
  putBack(workspace: StoredWorkspace): Promise<Result<void>>
  /** Lists a project again that its workspace no longer has, until it is listed anew. */
  putBackProject(project: ProjectSummary): Promise<Result<void>>
  refresh(workspaceId: string, signal?: AbortSignal): Promise<Result<Workspace>>
  /** The key of a workspace and where it may be sent. */
  access(workspaceId: string): Promise<Result<Access>>
  /** The listed project with this id, of a connected workspace. */
  findProject(projectId: string): Promise<ProjectSummary | undefined>
}

export interface WorkspacesDeps {
  readonly client: ApiClient
  readonly files: AppFiles
  readonly demo: Demo
  readonly secretStore: () => Promise<SecretStore>
  /** Told of the projects that a workspace no longer lists. */
  readonly onGone?: (projects: readonly ProjectSummary[]) => void
}

/** The last four characters: enough to tell keys apart, useless to anybody else. */
const hintOf = (apiKey: string) => apiKey.slice(-4)

const unknown = (workspaceId: string) =>
  failure(appError('request.invalid', `No workspace ${workspaceId} is connected`))

export function createWorkspacesService(deps: WorkspacesDeps): WorkspacesService {
  const { client, files, demo, secretStore } = deps
  let loading: Promise<StoredWorkspace[]> | undefined

  function stored(): Promise<StoredWorkspace[]> {
    loading ??= files.workspaces.read().then((result) => (result.ok ? (result.value ?? []) : []))
    return loading
  }

  async function find(workspaceId: string): Promise<StoredWorkspace | undefined> {
    return (await stored()).find(({ id }) => id === workspaceId)
  }

  async function store(workspaces: StoredWorkspace[]): Promise<Result<void>> {
    loading = Promise.resolve(workspaces)
    return files.workspaces.write(workspaces)
  }

  /** Puts a workspace in the place it had, or at the end. */
  async function keep(workspace: StoredWorkspace): Promise<Result<void>> {
    const all = await stored()
    const known = all.find(({ id }) => id === workspace.id)
    const listed = new Set(workspace.projects.map(({ id }) => id))
    const gone = known?.projects.filter(({ id }) => !listed.has(id)) ?? []
    if (gone.length > 0) deps.onGone?.(gone)
    const next = all.map((item) => (item.id === workspace.id ? workspace : item))
    return store(known ? next : [...next, workspace])
  }

  async function hasKey(workspace: StoredWorkspace): Promise<boolean> {
    if (workspace.kind === 'demo') return true
    const key = await (await secretStore()).get(workspaceAccount(workspace.id))
    return key.ok && key.value !== undefined
  }

  async function keepWithKey(
    listed: ListedWorkspace,
    { apiAddress, apiKey }: Access,
  ): Promise<Result<Workspace>> {
    const kept = await (await secretStore()).set(workspaceAccount(listed.id), apiKey)
    if (!kept.ok) return kept
    const projects = [...listed.projects]
    const workspace: StoredWorkspace = {
      id: listed.id,
      name: listed.name,
      kind: 'ory',
      apiAddress,
      keyHint: hintOf(apiKey),
      projects,
    }
    const written = await keep(workspace)
    return written.ok ? success({ ...workspace, hasKey: true }) : written
  }

  async function access(workspaceId: string): Promise<Result<Access>> {
    const workspace = await find(workspaceId)
    if (!workspace) return unknown(workspaceId)
    const missing = appError('secret.missing', `The key of ${workspace.name} has to be typed again`)
    if (workspace.kind === 'demo') {
      const found = await demo.access(workspaceId)
      return found ? success(found) : failure(missing)
    }
    const key = await (await secretStore()).get(workspaceAccount(workspaceId))
    if (!key.ok) return key
    if (key.value === undefined) return failure(missing)
    return success({ apiAddress: workspace.apiAddress, apiKey: key.value })
  }

  return {
    access,

    async list() {
      const all = await stored()
      return Promise.all(all.map(async (item) => ({ ...item, hasKey: await hasKey(item) })))
    },

    async connect({ apiKey, apiAddress }, signal) {
      const address = parseApiAddress(apiAddress)
      if (!address.ok) return failure(appError('request.invalid', address.why))
      const to: Access = { apiAddress: address.origin, apiKey: apiKey.trim() }
      if (!/^[\x21-\x7e]+$/.test(to.apiKey)) {
        return failure(appError('api.unauthorized', 'The key holds characters that no key has'))
      }
      const listed = await readWorkspace(client, to, signal)
      return listed.ok ? keepWithKey(listed.value, to) : listed
    },

    async openDemo(signal) {
      const { apiAddress, demoApiKeys } = await demo.start()
      const workspaces: Workspace[] = []
      for (const apiKey of Object.values(demoApiKeys)) {
        const listed = await readWorkspace(client, { apiAddress, apiKey }, signal)
        if (!listed.ok) return listed
        const { id, name, projects } = listed.value
        const workspace: StoredWorkspace = {
          id,
          name,
          kind: 'demo',
          apiAddress,
          keyHint: hintOf(apiKey),
          projects: [...projects],
        }
        const written = await keep(workspace)
        if (!written.ok) return written
        workspaces.push({ ...workspace, hasKey: true })
      }
      return success(workspaces)
    },

    async replaceKey({ workspaceId, apiKey }, signal) {
      const workspace = await find(workspaceId)
      if (!workspace || workspace.kind === 'demo') return unknown(workspaceId)
      const to: Access = { apiAddress: workspace.apiAddress, apiKey: apiKey.trim() }
      if (!/^[\x21-\x7e]+$/.test(to.apiKey)) {
        return failure(appError('api.unauthorized', 'The key holds characters that no key has'))
      }
      const listed = await readWorkspace(client, to, signal)
      if (!listed.ok) return listed
      if (listed.value.id !== workspaceId) {
        const message = `This key opens the workspace ${listed.value.name}, not ${workspace.name}`
        return failure(appError('request.invalid', message))
      }
      return keepWithKey(listed.value, to)
    },

    async disconnect(workspaceId) {
      const workspace = await find(workspaceId)
      if (!workspace) return unknown(workspaceId)
      if (workspace.kind === 'ory') {
        const deleted = await (await secretStore()).delete(workspaceAccount(workspaceId))
        if (!deleted.ok) return deleted
      }
      return store((await stored()).filter(({ id }) => id !== workspaceId))
    },

    putBack: (workspace) => keep(workspace),

    async putBackProject(project) {
      const workspace = await find(project.workspaceId)
      if (!workspace) return unknown(project.workspaceId)
      const others = workspace.projects.filter(({ id }) => id !== project.id)
      return keep({ ...workspace, projects: [...others, project] })
    },

    async refresh(workspaceId, signal) {
      const to = await access(workspaceId)
      if (!to.ok) return to
      const projects = await readWorkspaceProjects(client, to.value, workspaceId, signal)
      if (!projects.ok) return projects
      const workspace = await find(workspaceId)
      if (!workspace) return unknown(workspaceId)
      const { apiAddress } = to.value
      const next = { ...workspace, apiAddress, projects: projects.value }
      const written = await keep(next)
      return written.ok ? success({ ...next, hasKey: true }) : written
    },

    async findProject(projectId) {
      const all = await stored()
      return all.flatMap(({ projects }) => projects).find(({ id }) => id === projectId)
    },
  }
}
