import type { Result } from '../core/errors/result'
import type { ProjectSummary, Workspace } from '../core/model/project'
import { uuidOf } from '../core/model/project-id'
import { workOnBytesBy } from '../core/model/mapper-text'
import type { Snapshot } from '../core/model/snapshot'
import type { ApiWait, Access } from '../main/api/client'
import type { AppFiles } from '../main/files/app-files'
import { temporaryFolder } from '../main/files/store/temporary-folder'
import { ended, reportFailure, streams } from './streams'
import { CommandError, failureOf, waitWords } from './command-error'
import { nodeBytes } from './files'
import { UsageError, type ServerValues } from './options'
import { serverConnection } from './server-connection'
import type { ServerServices } from './server-services'
import { findWorkspace, openAppFiles } from './app-folder'
import { checkApiAddress } from '../main/api/api-origin'
import { openSecretStore } from '../main/secrets/open-secret-store'
import { createWorkspaceKeys } from '../main/services/workspaces/workspace-keys'

/** A project that the key opens. */
export interface FoundProject {
  readonly services: ServerServices
  readonly workspace: Workspace
  readonly summary: ProjectSummary
  /** Aborted when the process is told to end. */
  readonly signal: AbortSignal
  /** The value, or what went wrong as an error in words. */
  valueOf<Value>(result: Result<Value>): Value
}

/** A project with its current state. */
export interface OpenedProject extends FoundProject {
  readonly snapshot: Snapshot
}

workOnBytesBy(nodeBytes)

/** Sent by Ctrl+C, at shutdown, and when a terminal is closed. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** A temporary folder of this command. */
function ownFolder(): ReturnType<typeof temporaryFolder> {
  try {
    return temporaryFolder()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new CommandError(`A folder for temporary files cannot be made: ${why}`)
  }
}

/** Finds a project by its ID, slug, or name if no other project has that name. */
function findProject(workspaces: readonly Workspace[], name: string) {
  const all = workspaces.flatMap((workspace) =>
    workspace.projects.map((summary) => ({ workspace, summary })),
  )
  const named = all.filter(
    ({ summary }) => uuidOf(summary.id) === name || summary.slug === name || summary.name === name,
  )
  const [only, another] = named
  if (only && !another) return only
  const listed = (another ? named : all).map(
    ({ summary }) => `  ${summary.name} (${summary.slug}, ${uuidOf(summary.id)})`,
  )
  throw new CommandError(
    another
      ? `Several projects are called “${name}”:`
      : `The key opens no project “${name}”. It opens:`,
    ...(listed.length > 0 ? listed : ['  none']),
  )
}

/** What a command does with a project. */
export interface ProjectWork<Answer, Besides> {
  /** Runs while the project is looked up; `work` gets its result. */
  meanwhile(finding: Promise<FoundProject>): Promise<Besides>
  /** Fills caches for `work`, which does not wait for it, while SCIM clients are still being read. */
  beforehand?(snapshot: Snapshot, besides: Besides): Promise<unknown>
  work(opened: OpenedProject, besides: Besides): Promise<Answer>
}

/**
 * Connects with the key of a workspace, reads one project, and works on it in a temporary folder. Publishes stay in
 * the history of the app on this computer if it has the workspace.
 *
 * @param load loads the work while the server answers the first request
 */
export async function withProject<Answer, Besides>(
  values: ServerValues,
  load: () => Promise<ProjectWork<Answer, Besides>>,
): Promise<Answer> {
  const { project } = values
  if (project === undefined) throw new UsageError('--project NAME is missing.')
  const { notices, json, appFiles } = openAppFiles(values.settings)
  const now = () => new Date()
  const { apiAddress, apiKey } = await workspaceKey(values, appFiles)
  const { path: folder, remove } = ownFolder()
  const ending = new AbortController()
  function end(): void {
    if (ending.signal.aborted) {
      // A second signal: do not wait for the answer.
      remove()
      reportFailure(
        'request.cancelled',
        'Ended without an answer: what was sent may have taken effect. plan tells.',
      )
      process.exit(ended.failed)
    }
    ending.abort()
  }
  for (const signal of endings) process.on(signal, end)
  const onWait = (wait: ApiWait) => streams.progress(waitWords(wait))
  const connection = serverConnection({ folder, appFiles, notices, apiAddress, now, onWait })
  const { secrets, workspaces, files, transport } = connection
  secrets.add(apiAddress, apiKey)
  function valueOf<Value>(result: Result<Value>): Value {
    if (!result.ok) throw failureOf(result.error, (text) => secrets.scrub(text))
    return result.value
  }
  const { signal } = ending
  const connecting = workspaces.connect({ apiKey, apiAddress }, signal)
  const loading = transport().then(() => Promise.all([import('./server-services'), load()]))

  async function find(name: string): Promise<FoundProject> {
    const { workspace, summary } = findProject(valueOf(await connecting), name)
    const known = await appFiles.workspaces.read()
    const own = known.ok ? known.value?.find(({ id }) => id === workspace.id) : undefined
    if (own?.asksForSummary) {
      valueOf(await workspaces.change({ workspaceId: workspace.id, asksForSummary: true }))
    }
    const [{ serverServices }] = await loading
    const hasWorkspace = own?.apiAddress === apiAddress
    const services = serverServices(connection, { json, files: appFiles, hasWorkspace })
    return { services, workspace, summary, signal, valueOf }
  }

  try {
    const finding = find(project)
    const besides = loading.then(([, { meanwhile }]) => meanwhile(finding))
    // Awaited below: errors of the server are reported first.
    besides.catch(() => undefined)
    async function lookAt(state: Snapshot): Promise<void> {
      const [, { beforehand }] = await loading
      await beforehand?.(state, await besides)
    }
    const found = await finding
    const reading = await found.services.projects.read(found.summary.id, {
      signal,
      isUnhurried: true,
      onProject(state) {
        // A failure here repeats in `work`.
        lookAt(state).catch(() => undefined)
      },
    })
    const snapshot = valueOf(reading)
    if (snapshot.incomplete) {
      throw new CommandError('Not all organizations of the project could be read.')
    }
    const [, { work }] = await loading
    return await work({ ...found, summary: snapshot.summary, snapshot }, await besides)
  } catch (error) {
    if (error instanceof CommandError || error instanceof UsageError) throw error
    // Such as an unknown form of ID; the text may quote the server.
    const why = error instanceof Error ? error.message : String(error)
    throw new CommandError(secrets.scrub(`It failed in a way that nobody foresaw: ${why}`))
  } finally {
    for (const signal of endings) process.off(signal, end)
    await files.flush()
    await transport.close()
    remove()
  }
}

const orysApi = 'https://api.console.ory.com'
const keyName = 'ORY_WORKSPACE_API_KEY'

function addressOf(api: string): string {
  const address = checkApiAddress(api)
  // The address is not repeated: it may hold a password.
  if (!address.ok) throw new UsageError(`--api: ${address.why}.`)
  return address.origin
}

/** The app's key of a workspace, and the only address that it may be sent to. */
async function keptKey(
  appFiles: Pick<AppFiles, 'workspaces'>,
  name: string,
  api: string | undefined,
): Promise<Access> {
  const workspace = await findWorkspace(appFiles, name)
  let why = ''
  const store = await openSecretStore({ onUnavailable: (reason) => (why = reason) })
  if (store.kind === 'memory') {
    throw new CommandError(
      `There is no keychain here that could have the key of ${name} (${why}). Set ${keyName}.`,
    )
  }
  const access = await createWorkspaceKeys(() => Promise.resolve(store)).access(workspace)
  if (!access.ok) throw failureOf(access.error)
  const { apiAddress } = access.value
  if (api !== undefined && addressOf(api) !== apiAddress) {
    throw new CommandError(
      `The key of ${name} was stored for ${apiAddress}, and goes to no other address, such as that of --api.`,
    )
  }
  return access.value
}

/** The key from the environment, or the app's key of the named workspace, and the only address that gets it. */
export async function workspaceKey(
  { workspace, api }: ServerValues,
  appFiles: Pick<AppFiles, 'workspaces'>,
): Promise<Access> {
  const apiAddress = addressOf(api ?? orysApi)
  const apiKey = process.env[keyName]?.trim() ?? ''
  if (workspace === undefined) {
    if (apiKey !== '') return { apiAddress, apiKey }
    throw new CommandError(
      `${keyName} is not set: it has to hold an API key of the workspace. On a computer with the app, --workspace NAME takes the key that the app keeps.`,
    )
  }
  if (apiKey !== '') {
    throw new UsageError(
      `--workspace takes the key that the app keeps, and ${keyName} holds another one: use one of them.`,
    )
  }
  return keptKey(appFiles, workspace, api)
}
