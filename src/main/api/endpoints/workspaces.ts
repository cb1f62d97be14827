import { success, type Result } from '../../../core/errors/result'
import type { Access, ApiClient } from '../client'
import {
  listWorkspaceProjectsSchema,
  projectMetadataListSchema,
  type WireProjectMetadata,
} from '../wire/project'
import { listWorkspacesResponseSchema, type WireWorkspace } from '../wire/workspace'
import { allPages, nextToken, query } from './pages'

/** operationId listWorkspaces, over all pages. */
export function listWorkspaces(
  client: ApiClient,
  access: Access,
  signal?: AbortSignal,
): Promise<Result<WireWorkspace[]>> {
  return allPages(async (token, budget) => {
    const page = { segments: ['workspaces'], query: query({ page_token: token }) }
    const answer = listWorkspacesResponseSchema
    const result = await client.send({ ...page, access, method: 'GET', answer, signal, budget })
    if (!result.ok) return result
    const { workspaces, next_page_token, has_next_page } = result.value
    return success({ items: workspaces ?? [], next: nextToken(next_page_token, has_next_page) })
  })
}

/** operationId listWorkspaceProjects; its paging is undocumented. */
export function listWorkspaceProjects(
  client: ApiClient,
  access: Access,
  workspaceId: string,
  signal?: AbortSignal,
): Promise<Result<WireProjectMetadata[]>> {
  return allPages(async (token, budget) => {
    const segments = ['workspaces', workspaceId, 'projects']
    const page = { segments, query: query({ page_token: token }) }
    const answer = listWorkspaceProjectsSchema
    const result = await client.send({ ...page, access, method: 'GET', answer, signal, budget })
    if (!result.ok) return result
    const { projects, next_page, has_next_page } = result.value
    return success({ items: projects ?? [], next: nextToken(next_page, has_next_page) })
  })
}

/** operationId listProjects: all projects of the key. */
export function listProjects(
  client: ApiClient,
  access: Access,
  signal?: AbortSignal,
): Promise<Result<WireProjectMetadata[]>> {
  const answer = projectMetadataListSchema
  return client.send({ access, method: 'GET', segments: ['projects'], answer, signal })
}
