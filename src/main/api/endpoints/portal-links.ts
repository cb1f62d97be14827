import { success, type Result } from '../../../core/errors/result'
import type { JsonObject } from '../../../core/model/json'
import type { Access, ApiClient, CallOptions, WriteAccess } from '../client'
import {
  listPortalLinksResponseSchema,
  portalLinkSchema,
  type WirePortalLink,
} from '../wire/portal-link'
import { deletionOf, type Deletion } from './optional'

const folder = (projectId: string, organizationId: string) => [
  'projects',
  projectId,
  'organizations',
  organizationId,
  'onboarding-portal-links',
]
/** The secret of a link, which its address has. */
const answersSecret = 'value'

const one = (projectId: string, organizationId: string, id: string) => [
  ...folder(projectId, organizationId),
  id,
]

/** operationId getOrganizationOnboardingPortalLinks; it has no pages. */
export async function listPortalLinks(
  client: ApiClient,
  access: Access,
  projectId: string,
  organizationId: string,
  options: CallOptions = {},
): Promise<Result<WirePortalLink[]>> {
  const answer = listPortalLinksResponseSchema
  const segments = folder(projectId, organizationId)
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
export function createPortalLink(
  client: ApiClient,
  access: WriteAccess,
  projectId: string,
  organizationId: string,
  body: JsonObject,
  options: CallOptions = {},
): Promise<Result<WirePortalLink>> {
  const segments = folder(projectId, organizationId)
  const answer = portalLinkSchema
  return client.send({ ...options, access, method: 'POST', segments, body, answer, answersSecret })
}

/** operationId updateOrganizationOnboardingPortalLink, which is a POST. */
export function updatePortalLink(
  client: ApiClient,
  access: WriteAccess,
  projectId: string,
  organizationId: string,
  id: string,
  body: JsonObject,
  options: CallOptions = {},
): Promise<Result<WirePortalLink>> {
  const segments = one(projectId, organizationId, id)
  const answer = portalLinkSchema
  return client.send({ ...options, access, method: 'POST', segments, body, answer, answersSecret })
}

/** operationId deleteOrganizationOnboardingPortalLink. */
export async function deletePortalLink(
  client: ApiClient,
  access: WriteAccess,
  projectId: string,
  organizationId: string,
  id: string,
  options: CallOptions = {},
): Promise<Result<Deletion>> {
  const segments = one(projectId, organizationId, id)
  return deletionOf(await client.send<void>({ ...options, access, method: 'DELETE', segments }))
}
