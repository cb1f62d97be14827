import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import {
  freeColour,
  type ProjectSummary,
  type StoredWorkspace,
  type Workspace,
  type WorkspaceColour,
} from '../../../core/model/project'
import { checkApiAddress, isSameOrigin } from '../../api/api-origin'
import type { Access, ApiClient } from '../../api/client'
import type { AppFiles } from '../../files/app-files'
import type { SecretStore } from '../../secrets/secret-store'
import type { Environments } from '../environments'
import type { Demo } from './demo'
import type { Origins } from './origins'
import type { ElectronSupport } from './electron-support'
import type { KeyHealth } from './key-health'
import { readWorkspaceProjects, readWorkspaces, type ListedWorkspace } from './list-workspaces'
import { createWorkspaceKeys } from './workspace-keys'
import { demoServer, type ProjectId } from '../../../core/model/project-id'

export interface WorkspacesService {
  list(): Promise<Workspace[]>
  /** Connects every workspace of the key, or none. */
  connect(
    input: {
      readonly apiKey: string
      readonly apiAddress: string
      /** Whether to ask if Electron is out of support. */
      readonly acceptOldElectron?: boolean | undefined
    },
    signal?: AbortSignal,
  ): Promise<Result<Workspace[]>>
  openDemo(signal?: AbortSignal): Promise<Result<Workspace[]>>
  /** `apiAddress`: unchanged by default. */
  replaceKey(
    input: { readonly workspaceId: string; readonly apiKey: string; readonly apiAddress?: string },
    signal?: AbortSignal,
  ): Promise<Result<Workspace>>
  /** `name`: empty for Ory's name; absent members stay. */
  change(change: {
    readonly workspaceId: string
    readonly name?: string | undefined
    readonly colour?: WorkspaceColour | undefined
    readonly asksForSummary?: boolean | undefined
  }): Promise<Result<Workspace>>
  disconnect(workspaceId: string): Promise<Result<void>>
  /** Restores a disconnected workspace without its key. */
  putBack(workspace: StoredWorkspace): Promise<Result<void>>
  /** Restores an unlisted project until the next listing. */
  putBackProject(project: ProjectSummary): Promise<Result<void>>
  refresh(workspaceId: string, signal?: AbortSignal): Promise<Result<Workspace>>
  access(workspaceId: string): Promise<Result<Access>>
  findProject(projectId: ProjectId): Promise<ProjectSummary | undefined>
}

export interface WorkspacesDeps {
  readonly client: ApiClient
  readonly files: AppFiles
  readonly demo: Demo
  readonly secretStore: () => Promise<SecretStore>
  readonly health?: Pick<KeyHealth, 'troubleOf'>
  readonly onNotice?: (notice: {
    readonly id: string
    readonly title: string
    readonly text: string
  }) => void
  readonly electron: ElectronSupport
  readonly origins: Origins
  readonly environments: Pick<Environments, 'hold'>
  readonly onGone?: (projects: readonly ProjectSummary[]) => void
  readonly onDisconnected?: (projects: readonly ProjectSummary[]) => void
}

/** Keeps local names and colors; a new workspace gets its own color. */
function withOwn(
  fresh: readonly StoredWorkspace[],
  stored: readonly StoredWorkspace[],
): StoredWorkspace[] {
  const taken = stored.map(({ colour }) => colour)
  return fresh.map((workspace) => {
    const {
      ownName,
      asksForSummary,
      colour = freeColour(taken),
    } = {
      ...stored.find(({ id }) => id === workspace.id),
      ...workspace,
    }
    taken.push(colour)
    return {
      ...workspace,
      colour,
      ...(ownName === undefined ? {} : { ownName }),
      ...(asksForSummary === undefined ? {} : { asksForSummary }),
    }
  })
}

/** Applies the local name. */
function named({ name, ...workspace }: StoredWorkspace): StoredWorkspace & { nameAtOry?: string } {
  const { ownName } = workspace
  return ownName === undefined
    ? { ...workspace, name }
    : { ...workspace, name: ownName, nameAtOry: name }
}

/** Enough to recognize a key and useless to others. */
const hintOf = (apiKey: string) => apiKey.slice(-4)

const unknown = (workspaceId: string) =>
  failure(appError('request.invalid', t('No workspace {id} is connected', { id: workspaceId })))

export function createWorkspacesService(deps: WorkspacesDeps): WorkspacesService {
  const { client, files, demo, electron, origins, environments } = deps
  const keys = createWorkspaceKeys(deps.secretStore, deps.health)
  let loading: Promise<StoredWorkspace[]> | undefined

  function stored(): Promise<StoredWorkspace[]> {
    loading ??= files.workspaces.read().then((result) => (result.ok ? (result.value ?? []) : []))
    return loading
  }

  async function find(workspaceId: string): Promise<StoredWorkspace | undefined> {
    return (await stored()).find(({ id }) => id === workspaceId)
  }

  async function store(workspaces: StoredWorkspace[]): Promise<Result<void>> {
    const before = await stored()
    loading = Promise.resolve(workspaces)
    const written = await files.workspaces.write(workspaces)
    if (!written.ok) loading = Promise.resolve(before)
    return written
  }

  /** Writes workspaces in place or at the end, in one write. */
  async function keep(listed: readonly StoredWorkspace[]): Promise<Result<void>> {
    const workspaces = await held(listed)
    const all = await stored()
    const fresh = new Map(withOwn(workspaces, all).map((workspace) => [workspace.id, workspace]))
    const gone = all.flatMap(({ id, projects }) => {
      const now = fresh.get(id)
      const listed = now && new Set(now.projects.map((project) => project.id))
      return listed ? projects.filter((project) => !listed.has(project.id)) : []
    })
    const next = all.map((item) => fresh.get(item.id) ?? item)
    const added = [...fresh.values()].filter(({ id }) => all.every((item) => item.id !== id))
    const written = await store([...next, ...added])
    if (written.ok && gone.length > 0) deps.onGone?.(gone)
    return written
  }

  /** Workspaces with the strictest environments ever seen. */
  async function held(listed: readonly StoredWorkspace[]): Promise<StoredWorkspace[]> {
    // Older versions stored environments here.
    await environments.hold((await stored()).flatMap(({ projects }) => projects))
    return Promise.all(
      listed.map(async (workspace) => ({
        ...workspace,
        projects: await environments.hold(workspace.projects),
      })),
    )
  }

  function tellOf(connected: readonly Workspace[], refused: readonly string[]): void {
    if (connected.length < 2 && refused.length === 0) return
    const names = connected.map(({ name }) => name).join(', ')
    const title = t('The key opens {count} workspaces.', {
      count: connected.length + refused.length,
    })
    const text = t('Connected: {names}.', { names })
    const left = t('Not connected, because the key may not read their projects: {names}.', {
      names: refused.join(', '),
    })
    deps.onNotice?.({
      id: `connected ${names}`,
      title,
      text: refused.length > 0 ? `${text} ${left}` : text,
    })
  }

  async function withKey(workspace: StoredWorkspace): Promise<Workspace> {
    if (workspace.kind === 'demo') return { ...named(workspace), hasKey: true }
    return { ...named(workspace), ...(await keys.state(workspace)) }
  }

  async function shown(workspaces: readonly { readonly id: string }[]): Promise<Workspace[]> {
    const ids = new Set(workspaces.map(({ id }) => id))
    return Promise.all((await stored()).filter(({ id }) => ids.has(id)).map(withKey))
  }

  /** Writes the file, then the key, so no key is orphaned; restores the file on failure. */
  async function keepWithKey(
    listed: readonly ListedWorkspace[],
    to: Access,
  ): Promise<Result<Workspace[]>> {
    const before = await stored()
    const workspaces = listed.map(({ id, name, projects }): StoredWorkspace => {
      const { apiAddress, apiKey } = to
      const keyHint = hintOf(apiKey)
      return { id, name, kind: 'ory', apiAddress, keyHint, projects: [...projects] }
    })
    const written = await keep(workspaces)
    if (!written.ok) return written
    const kept: string[] = []
    for (const { id } of workspaces) {
      const done = await keys.keep(id, to)
      if (!done.ok) {
        const isNew = (each: string) => before.every((item) => item.id !== each)
        for (const each of kept.filter(isNew)) await keys.delete(each)
        const undone = await store([...before])
        return undone.ok ? done : undone
      }
      kept.push(id)
    }
    return success(await shown(workspaces))
  }

  async function access(workspaceId: string): Promise<Result<Access>> {
    const workspace = await find(workspaceId)
    if (!workspace) return unknown(workspaceId)
    if (workspace.kind !== 'demo') {
      // Check the address first: no confirmation could fix it.
      const found = await keys.access(workspace)
      if (!found.ok) return found
      const usable = electron.check(found.value.apiAddress)
      return usable.ok ? found : usable
    }
    const found = await demo.access(workspaceId)
    const message = t('The demo has no workspace {name} any more', { name: workspace.name })
    return found ? success(found) : failure(appError('secret.missing', message))
  }

  function typed(apiKey: string, apiAddress: string): Result<Access> {
    const address = checkApiAddress(apiAddress)
    if (!address.ok) return failure(appError('request.invalid', address.why))
    const key = apiKey.trim()
    if (!/^[\x21-\x7e]+$/.test(key)) {
      return failure(appError('api.unauthorized', t('The key contains characters that no key has')))
    }
    return success({ apiAddress: address.origin, apiKey: key })
  }

  /** Whether the ID exists at another address, which must not get its drafts and secrets. */
  async function isElsewhere(
    listed: readonly ListedWorkspace[],
    apiAddress: string,
  ): Promise<Result<never> | undefined> {
    const ids = new Set(listed.map(({ id }) => id))
    const other = (await stored()).find(
      (item) =>
        item.kind === 'ory' && ids.has(item.id) && !isSameOrigin(item.apiAddress, apiAddress),
    )
    if (!other) return undefined
    const message = t('{name} is connected at {address}', {
      name: other.name,
      address: other.apiAddress.slice(0, 300),
    })
    return failure(appError('workspace.connected-elsewhere', message))
  }

  return {
    access,

    list: async () => Promise.all((await stored()).map(withKey)),

    async connect({ apiKey, apiAddress, acceptOldElectron = false }, signal) {
      const to = typed(apiKey, apiAddress)
      if (!to.ok) return to
      const { apiAddress: origin } = to.value
      const usable = acceptOldElectron ? await electron.ask(origin) : electron.check(origin)
      if (!usable.ok) return usable
      const confirmed = await origins.check(to.value.apiAddress)
      if (!confirmed.ok) return confirmed
      const listed = await readWorkspaces(client, to.value, signal)
      if (!listed.ok) return listed
      const { workspaces, refused } = listed.value
      const elsewhere = await isElsewhere(workspaces, to.value.apiAddress)
      if (elsewhere) return elsewhere
      const connected = await keepWithKey(workspaces, to.value)
      if (connected.ok) tellOf(connected.value, refused)
      return connected
    },

    async openDemo(signal) {
      const { apiAddress, demoApiKeys } = await demo.start()
      const listedAll: StoredWorkspace[] = []
      for (const apiKey of Object.values(demoApiKeys)) {
        const listed = await readWorkspaces(
          client,
          { apiAddress, apiKey, server: demoServer },
          signal,
        )
        if (!listed.ok) return listed
        const keyHint = hintOf(apiKey)
        for (const { id, name, projects } of listed.value.workspaces) {
          const kind = 'demo' as const
          listedAll.push({ id, name, kind, apiAddress, keyHint, projects: [...projects] })
        }
      }
      const written = await keep(listedAll)
      return written.ok ? success(await shown(listedAll)) : written
    },

    async replaceKey({ workspaceId, apiKey, apiAddress }, signal) {
      const workspace = await find(workspaceId)
      if (!workspace || workspace.kind === 'demo') return unknown(workspaceId)
      const own = await keys.ownAddress(workspace)
      const to = typed(apiKey, apiAddress ?? own)
      if (!to.ok) return to
      if (!isSameOrigin(to.value.apiAddress, own)) {
        const message = t('{name} is at {address}', {
          name: workspace.name,
          address: own.slice(0, 300),
        })
        return failure(appError('workspace.other-address', message, { arrived: false }))
      }
      const usable = electron.check(to.value.apiAddress)
      if (!usable.ok) return usable
      const confirmed = await origins.check(to.value.apiAddress)
      if (!confirmed.ok) return confirmed
      const listed = await readWorkspaces(client, to.value, signal)
      if (!listed.ok) return listed
      const { workspaces } = listed.value
      const same = workspaces.find(({ id }) => id === workspaceId)
      if (!same) {
        const opened = workspaces.map(({ name }) => name).join(', ')
        const message = t('This key opens the workspace {opened}, not {name}', {
          opened,
          name: workspace.name,
        })
        return failure(appError('request.invalid', message))
      }
      const replaced = await keepWithKey([same], to.value)
      if (!replaced.ok) return replaced
      const [first] = replaced.value
      return first ? success(first) : unknown(workspaceId)
    },

    async change({ workspaceId, name, colour, asksForSummary }) {
      const all = await stored()
      const before = all.find(({ id }) => id === workspaceId)
      if (!before) return unknown(workspaceId)
      const { ownName: _former, ...rest } = before
      const ownName = name === undefined ? before.ownName : name.trim()
      const isOwn = ownName !== undefined && ownName !== '' && ownName !== before.name
      const next = {
        ...rest,
        ...(isOwn ? { ownName } : {}),
        ...(colour === undefined ? {} : { colour }),
        ...(asksForSummary === undefined ? {} : { asksForSummary }),
      }
      const written = await store(all.map((item) => (item.id === workspaceId ? next : item)))
      return written.ok ? success(await withKey(next)) : written
    },

    async disconnect(workspaceId) {
      const workspace = await find(workspaceId)
      if (!workspace) return unknown(workspaceId)
      // Key first: an interruption must not leave an orphaned key.
      const deleted = workspace.kind === 'ory' ? await keys.delete(workspaceId) : undefined
      if (deleted && !deleted.ok) return deleted
      const left = await store((await stored()).filter(({ id }) => id !== workspaceId))
      if (left.ok) deps.onDisconnected?.(workspace.projects)
      else await deleted?.value()
      return left
    },

    putBack: (workspace) => keep([workspace]),

    async putBackProject(project) {
      const workspace = await find(project.workspaceId)
      if (!workspace) return unknown(project.workspaceId)
      const others = workspace.projects.filter(({ id }) => id !== project.id)
      return keep([{ ...workspace, projects: [...others, project] }])
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
      const written = await keep([next])
      return written.ok ? success(await withKey(next)) : written
    },

    async findProject(projectId) {
      const all = await stored()
      return all.flatMap(({ projects }) => projects).find(({ id }) => id === projectId)
    },
  }
}
