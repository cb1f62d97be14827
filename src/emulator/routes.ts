import type { Operation } from './operations/call'
import {
  getNormalizedProject,
  listCustomDomains,
  patchNormalizedProject,
} from './operations/more-of-projects'
import {
  createOrganization,
  deleteOrganization,
  getOrganization,
  listOrganizations,
  updateOrganization,
} from './operations/organizations'
import {
  createProjectApiKey,
  deleteProjectApiKey,
  listProjectApiKeys,
} from './operations/project-keys'
import {
  createPortalLink,
  deletePortalLink,
  listPortalLinks,
  updatePortalLink,
} from './operations/portal-links'
import {
  getProject,
  listProjects,
  patchProject,
  patchProjectWithRevision,
  setProject,
} from './operations/projects'
import { getWorkspace, listWorkspaceProjects, listWorkspaces } from './operations/workspaces'

export interface MatchedRoute {
  operationId: string
  operation: Operation
  parameters: Record<string, string>
}

const project = '/projects/{project_id}'
const organizations = `${project}/organizations`
const organization = `${organizations}/{organization_id}`
const links = `${organization}/onboarding-portal-links`
const link = `${links}/{onboarding_portal_link_id}`
const tokens = '/projects/{project}/tokens'
const normalized = '/normalized/projects/{project_id}'

export type Route = readonly [method: string, path: string, operationId: string, Operation]

/** Paths and operationIds of the OpenAPI document; the last three are in no public document. */
export const routes: readonly Route[] = [
  ['GET', '/workspaces', 'listWorkspaces', listWorkspaces],
  ['GET', '/workspaces/{workspace}', 'getWorkspace', getWorkspace],
  ['GET', '/workspaces/{workspace}/projects', 'listWorkspaceProjects', listWorkspaceProjects],
  ['GET', '/projects', 'listProjects', listProjects],
  ['GET', project, 'getProject', getProject],
  ['PUT', project, 'setProject', setProject],
  ['PATCH', project, 'patchProject', patchProject],
  [
    'PATCH',
    `${project}/revision/{revision_id}`,
    'patchProjectWithRevision',
    patchProjectWithRevision,
  ],
  ['GET', organizations, 'listOrganizations', listOrganizations],
  ['POST', organizations, 'createOrganization', createOrganization],
  ['GET', organization, 'getOrganization', getOrganization],
  ['PUT', organization, 'updateOrganization', updateOrganization],
  ['DELETE', organization, 'deleteOrganization', deleteOrganization],
  ['GET', links, 'getOrganizationOnboardingPortalLinks', listPortalLinks],
  ['POST', links, 'createOrganizationOnboardingPortalLink', createPortalLink],
  ['POST', link, 'updateOrganizationOnboardingPortalLink', updatePortalLink],
  ['DELETE', link, 'deleteOrganizationOnboardingPortalLink', deletePortalLink],
  ['GET', tokens, 'listProjectApiKeys', listProjectApiKeys],
  ['POST', tokens, 'createProjectApiKey', createProjectApiKey],
  ['DELETE', `${tokens}/{token_id}`, 'deleteProjectApiKey', deleteProjectApiKey],
  ['GET', `${project}/cname`, 'listCustomDomains', listCustomDomains],
  ['GET', normalized, 'getNormalizedProject', getNormalizedProject],
  [
    'PATCH',
    `${normalized}/revision/{revision_id}`,
    'patchNormalizedProject',
    patchNormalizedProject,
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
