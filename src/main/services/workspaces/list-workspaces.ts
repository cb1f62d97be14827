import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { ProjectSummary } from '../../../core/model/project'
import type { Access, ApiClient } from '../../api/client'
import { listProjects, listWorkspaceProjects, listWorkspaces } from '../../api/endpoints/workspaces'
import { summaryOfMetadata } from '../summaries'

export interface ListedWorkspace {
  readonly id: string
  readonly name: string
  readonly projects: readonly ProjectSummary[]
}

/** Ory answers 403 or an empty list to a key without this right. */
const mayTryOther = (code: string) => code === 'api.forbidden' || code === 'api.not-found'

/** Projects from the workspace, else from all projects: which of them a key may read is unclear. */
export async function readWorkspaceProjects(
  client: ApiClient,
  access: Access,
  workspaceId: string,
  signal?: AbortSignal,
): Promise<Result<ProjectSummary[]>> {
  const own = await listWorkspaceProjects(client, access, workspaceId, signal)
  if (own.ok)
    return success(own.value.map((entry) => summaryOfMetadata(entry, access, workspaceId)))
  if (!mayTryOther(own.error.code)) return own
  const all = await listProjects(client, access, signal)
  if (!all.ok) return own
  return success(
    all.value
      .filter((entry) => (entry.workspace_id ?? workspaceId) === workspaceId)
      .map((entry) => summaryOfMetadata(entry, access, workspaceId)),
  )
}

/** `refused`: workspaces whose projects the key may not read. */
export interface ListedWorkspaces {
  /** At least one. */
  readonly workspaces: readonly ListedWorkspace[]
  readonly refused: readonly string[]
}

async function readEach(
  client: ApiClient,
  access: Access,
  found: readonly { readonly id: string; readonly name: string }[],
  signal?: AbortSignal,
): Promise<Result<ListedWorkspaces>> {
  const workspaces: ListedWorkspace[] = []
  const refused: string[] = []
  let first: Result<never> | undefined
  for (const { id, name } of found) {
    const projects = await readWorkspaceProjects(client, access, id, signal)
    if (projects.ok) workspaces.push({ id, name, projects: projects.value })
    else if (!mayTryOther(projects.error.code)) return projects
    else {
      first ??= projects
      refused.push(name)
    }
  }
  if (first && workspaces.length === 0) return first
  return success({ workspaces, refused })
}

/** All workspaces of a key with their projects. */
export async function readWorkspaces(
  client: ApiClient,
  access: Access,
  signal?: AbortSignal,
): Promise<Result<ListedWorkspaces>> {
  const listed = await listWorkspaces(client, access, signal)
  if (!listed.ok && !mayTryOther(listed.error.code)) return listed
  if (listed.ok && listed.value.length > 0) {
    const found = new Map(listed.value.map((item) => [item.id, item]))
    return readEach(client, access, [...found.values()], signal)
  }
  const all = await listProjects(client, access, signal)
  if (!all.ok) return listed.ok ? all : listed
  const found = new Map<string, { name: string; projects: ProjectSummary[] }>()
  for (const entry of all.value) {
    const id = entry.workspace_id ?? entry.workspace?.id
    if (!id) continue
    const workspace = found.get(id) ?? {
      name: entry.workspace?.name ?? t('Workspace'),
      projects: [],
    }
    workspace.projects.push(summaryOfMetadata(entry, access, id))
    found.set(id, workspace)
  }
  if (found.size === 0) return failure(appError('api.not-found', t('This key opens no workspace')))
  return success({
    workspaces: [...found].map(([id, workspace]) => ({ id, ...workspace })),
    refused: [],
  })
}
