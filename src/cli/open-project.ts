import type { AppError } from '../core/errors/app-error'
import type { Result } from '../core/errors/result'
import type { ProjectSummary, Workspace } from '../core/model/project'
import { uuidOf } from '../core/model/project-id'
import type { Snapshot } from '../core/model/snapshot'
import { checkApiAddress } from '../main/api/api-origin'
import { temporaryFolder } from '../main/files/store/temporary-folder'
import { CommandError } from './command-error'
import { errorWords } from './error-words'
import { UsageError } from './options'
import type { ServerServices } from './server-services'
import { settingsFolder } from './settings-folder'

/** Options of every command that asks a server. */
export const serverOptions = { project: 'text', api: 'text', settings: 'text' } as const

export const serverUsage = `The key of a workspace comes from ORY_WORKSPACE_API_KEY. It is sent to Ory’s hosts, or to the address of --api
alone, and never printed. NAME is the name, the slug or the ID of a project. Projects that are locked in the
app on this computer stay locked; --settings DIR is the app’s folder where it is not the usual one.
`

const orysApi = 'https://api.console.ory.com'
const keyName = 'ORY_WORKSPACE_API_KEY'

/** A project of a server that was read now. */
export interface OpenedProject {
  readonly services: ServerServices
  readonly workspace: Workspace
  readonly summary: ProjectSummary
  readonly snapshot: Snapshot
  /** Aborted when the process is told to end. */
  readonly signal: AbortSignal
  /** The value, or what went wrong as an error in words. */
  valueOf<Value>(result: Result<Value>): Value
}

/** What a person asked for, by its name; its id where two have one name. */
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

/**
 * Connects with the key of the environment, reads one project, and does something with it in a folder that is gone
 * afterwards.
 */
export async function withProject<Answer>(
  values: { readonly project?: string; readonly api?: string; readonly settings?: string },
  work: (opened: OpenedProject) => Promise<Answer>,
): Promise<Answer> {
  const { project, api = orysApi, settings = settingsFolder() } = values
  if (project === undefined) throw new UsageError('--project NAME is missing.')
  const address = checkApiAddress(api)
  if (!address.ok) throw new UsageError(`--api ${api}: ${address.why}.`)
  const apiKey = process.env[keyName]?.trim() ?? ''
  if (apiKey === '') {
    throw new CommandError(`${keyName} is not set: it has to hold an API key of the workspace.`)
  }
  // Loaded only now, so that help and refusals of arguments are quick.
  const { serverServices } = await import('./server-services')
  const { path: folder, remove } = temporaryFolder()
  const ending = new AbortController()
  const end = () => ending.abort()
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  const services = serverServices({ folder, settings, apiAddress: address.origin })
  const { secrets, workspaces, projects, files, appFiles, transport } = services
  secrets.add(apiKey)
  const failed = (error: AppError) => new CommandError(secrets.scrub(errorWords(error)))
  function valueOf<Value>(result: Result<Value>): Value {
    if (!result.ok) throw failed(result.error)
    return result.value
  }
  try {
    const connected = await workspaces.connect(
      { apiKey, apiAddress: address.origin },
      ending.signal,
    )
    const found = findProject(valueOf(connected), project)
    const { workspace, summary } = found
    const known = await appFiles.workspaces.read()
    const own = known.ok ? known.value?.find(({ id }) => id === workspace.id) : undefined
    if (own?.asksForSummary) {
      valueOf(await workspaces.change({ workspaceId: workspace.id, asksForSummary: true }))
    }
    const snapshot = valueOf(
      await projects.read(summary.id, { signal: ending.signal, isUnhurried: true }),
    )
    if (snapshot.incomplete) {
      throw new CommandError('Not all organizations of the project could be read.')
    }
    const { signal } = ending
    return await work({ services, workspace, summary: snapshot.summary, snapshot, signal, valueOf })
  } catch (error) {
    if (error instanceof CommandError || error instanceof UsageError) throw error
    // Such as an id in an answer that no server of Ory’s gives; its text may say what the server said.
    const why = error instanceof Error ? error.message : String(error)
    throw new CommandError(secrets.scrub(`It failed in a way that nobody foresaw: ${why}`))
  } finally {
    process.off('SIGINT', end)
    process.off('SIGTERM', end)
    await files.flush()
    await transport.close()
    remove()
  }
}
