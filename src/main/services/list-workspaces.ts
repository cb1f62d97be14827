import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import type { ProjectSummary } from '../../core/model/project'
import type { Access, ApiClient } from '../api/client'
import { listProjects, listWorkspaceProjects, listWorkspaces } from '../api/endpoints/workspaces'
import { summaryOfMetadata } from './summaries'

/** A workspace as a key shows it. */
export interface ListedWorkspace {
  readonly id: string
  readonly name: string
  readonly projects: readonly ProjectSummary[]
}

/** Ory answers a key that may not use an operation with 403, or with a list that is empty. */
const mayTryOther = (code: string) => code === 'api.forbidden' || code === 'api.not-found'

/**
 * The projects of a workspace: its own list, else those of all projects that belong to it. Sources
 * differ on which of the two a workspace key may read, so both are tried.
 */
export async function readWorkspaceProjects(
  client: ApiClient,
  access: Access,
  workspaceId: string,
  signal?: AbortSignal,
): Promise<Result<ProjectSummary[]>> {
  const own = await listWorkspaceProjects(client, access, workspaceId, signal)
  if (own.ok) return success(own.value.map((entry) => summaryOfMetadata(entry, workspaceId)))
  if (!mayTryOther(own.error.code)) return own
  const all = await listProjects(client, access, signal)
  if (!all.ok) return own
  return success(
    all.value
      .filter((entry) => (entry.workspace_id ?? workspaceId) === workspaceId)
      .map((entry) => summaryOfMetadata(entry, workspaceId)),
  )
}

/** The first workspace of which a key sees something, with its projects. */
export async function readWorkspace(
  client: ApiClient,
  access: Access,
  signal?: AbortSignal,
): Promise<Result<ListedWorkspace>> {
  const listed = await listWorkspaces(client, access, signal)
  if (!listed.ok && !mayTryOther(listed.error.code)) return listed
  const workspace = listed.ok ? listed.value[0] : undefined
  if (workspace) {
    const projects = await readWorkspaceProjects(client, access, workspace.id, signal)
    if (!projects.ok) return projects
    return success({ id: workspace.id, name: workspace.name, projects: projects.value })
  }
  const all = await listProjects(client, access, signal)
  if (!all.ok) return listed.ok ? all : listed
  const first = all.value.find((entry) => entry.workspace_id ?? entry.workspace?.id)
  const id = first?.workspace_id ?? first?.workspace?.id
  if (!first || !id) {
    return failure(appError('api.not-found', 'This key opens no workspace'))
  }
  const own = all.value.filter((entry) => (entry.workspace_id ?? entry.workspace?.id) === id)
  return success({
    id,
    name: first.workspace?.name ?? 'Workspace',
    projects: own.map((entry) => summaryOfMetadata(entry, id)),
  })
}
