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

const folder = (uuid: string, organizationId: string) => [
  'projects',
  uuid,
  'organizations',
  organizationId,
  'onboarding-portal-links',
]
/** The link's secret, part of its address. */
const answersSecret = 'value'

const one = (uuid: string, organizationId: string, id: string) => [
  ...folder(uuid, organizationId),
  id,
]

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
  const segments = folder(uuid.value, organizationId)
  const result = await client.send({
    ...options,
    access,
    method: 'GET',
    segments,
    answer,
    answersSecret,
  })
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
  const segments = folder(uuid.value, organizationId)
  const answer = portalLinkSchema
  return client.send({ ...options, access, method: 'POST', segments, body, answer, answersSecret })
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
  const segments = one(uuid.value, organizationId, id)
  const answer = portalLinkSchema
  return client.send({ ...options, access, method: 'POST', segments, body, answer, answersSecret })
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
  const segments = one(uuid.value, organizationId, id)
  return deletionOf(await client.send<void>({ ...options, access, method: 'DELETE', segments }))
}
