import type { Operation } from './operations/call'
import {
  createOrganization,
  deleteOrganization,
  getOrganization,
  listOrganizations,
  updateOrganization,
} from './operations/organizations'
import {
  getProject,
  listProjects,
  patchProject,
  patchProjectWithRevision,
} from './operations/projects'
import { getWorkspace, listWorkspaceProjects, listWorkspaces } from './operations/workspaces'

export interface MatchedRoute {
  operationId: string
  operation: Operation
  parameters: Record<string, string>
}

/** Paths and operationIds as the OpenAPI document has them. */
const routes: readonly (readonly [method: string, path: string, operationId: string, Operation])[] =
  [
    ['GET', '/workspaces', 'listWorkspaces', listWorkspaces],
    ['GET', '/workspaces/{workspace}', 'getWorkspace', getWorkspace],
    ['GET', '/workspaces/{workspace}/projects', 'listWorkspaceProjects', listWorkspaceProjects],
    ['GET', '/projects', 'listProjects', listProjects],
    ['GET', '/projects/{project_id}', 'getProject', getProject],
    ['PATCH', '/projects/{project_id}', 'patchProject', patchProject],
    [
      'PATCH',
      '/projects/{project_id}/revision/{revision_id}',
      'patchProjectWithRevision',
      patchProjectWithRevision,
    ],
    ['GET', '/projects/{project_id}/organizations', 'listOrganizations', listOrganizations],
    ['POST', '/projects/{project_id}/organizations', 'createOrganization', createOrganization],
    [
      'GET',
      '/projects/{project_id}/organizations/{organization_id}',
      'getOrganization',
      getOrganization,
    ],
    [
      'PUT',
      '/projects/{project_id}/organizations/{organization_id}',
      'updateOrganization',
      updateOrganization,
    ],
    [
      'DELETE',
      '/projects/{project_id}/organizations/{organization_id}',
      'deleteOrganization',
      deleteOrganization,
    ],
  ]

const compiled = routes.map(([method, path, operationId, operation]) => ({
  method,
  pattern: new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
  operationId,
  operation,
}))

export function matchRoute(method: string, path: string): MatchedRoute | undefined {
  for (const route of compiled) {
    const match = route.method === method ? route.pattern.exec(path) : null
    if (match) {
      const { operationId, operation } = route
      return { operationId, operation, parameters: { ...match.groups } }
    }
  }
  return undefined
}
