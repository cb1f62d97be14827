import { success, type Result } from '../../../core/errors/result'
import type { JsonObject } from '../../../core/model/json'
import { uuidAt } from '../uuid-at'
import type { Access, ApiClient, CallOptions, WriteAccess } from '../client'
import {
  listPortalLinksResponseSchema,
  portalLinkSchema,
  type WirePortalLink,
} from '../wire/portal-link'
import { deletionOf, type Deletion } from './optional'
import type { ProjectId } from '../../../core/model/project-id'

function folder(uuid: string, organizationId: string): string {
  const [project, organization] = [uuid, organizationId].map(encodeURIComponent)
  return `/projects/${project}/organizations/${organization}/onboarding-portal-links`
}
const one = (uuid: string, organizationId: string, id: string) =>
  `${folder(uuid, organizationId)}/${encodeURIComponent(id)}`

/** operationId getOrganizationOnboardingPortalLinks; it has no pages. */
export async function listPortalLinks(
  client: ApiClient,
  access: Access,
  projectId: ProjectId,
  organizationId: string,
  options: CallOptions = {},
): Promise<Result<WirePortalLink[]>> {
  const answer = listPortalLinksResponseSchema
  const uuid = uuidAt(access, projectId)
  if (!uuid.ok) return uuid
  const path = folder(uuid.value, organizationId)
  const result = await client.send({ ...options, access, method: 'GET', path, answer })
  return result.ok ? success(result.value.links ?? []) : result
}

/** operationId createOrganizationOnboardingPortalLink. */
export async function createPortalLink(
  client: ApiClient,
  access: WriteAccess,
  projectId: ProjectId,
  organizationId: string,
  body: JsonObject,
  options: CallOptions = {},
): Promise<Result<WirePortalLink>> {
  const uuid = uuidAt(access, projectId)
  if (!uuid.ok) return uuid
  const path = folder(uuid.value, organizationId)
  const answer = portalLinkSchema
  return client.send({ ...options, access, method: 'POST', path, body, answer })
}

/** operationId updateOrganizationOnboardingPortalLink, which is a POST. */
export async function updatePortalLink(
  client: ApiClient,
  access: WriteAccess,
  projectId: ProjectId,
  organizationId: string,
  id: string,
  body: JsonObject,
  options: CallOptions = {},
): Promise<Result<WirePortalLink>> {
  const uuid = uuidAt(access, projectId)
  if (!uuid.ok) return uuid
  const path = one(uuid.value, organizationId, id)
  const answer = portalLinkSchema
  return client.send({ ...options, access, method: 'POST', path, body, answer })
}

/** operationId deleteOrganizationOnboardingPortalLink. */
export async function deletePortalLink(
  client: ApiClient,
  access: WriteAccess,
  projectId: ProjectId,
  organizationId: string,
  id: string,
  options: CallOptions = {},
): Promise<Result<Deletion>> {
  const uuid = uuidAt(access, projectId)
  if (!uuid.ok) return uuid
  const path = one(uuid.value, organizationId, id)
  return deletionOf(await client.send<void>({ ...options, access, method: 'DELETE', path }))
}
