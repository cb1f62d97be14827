import { success, type Result } from '../../../core/errors/result'
import { uuidAt } from '../uuid-at'
import type { Access, ApiClient, CallOptions } from '../client'
import { customDomainListSchema, type WireCustomDomain } from '../wire/custom-domain'
import { ifThere } from './optional'
import type { ProjectId } from '../../../core/model/project-id'

/**
 * A project's custom domains (not in Ory's OpenAPI); `undefined` if the server lacks the endpoint.
 */
export async function listCustomDomains(
  client: ApiClient,
  access: Access,
  projectId: ProjectId,
  options: CallOptions = {},
): Promise<Result<WireCustomDomain[] | undefined>> {
  const uuid = uuidAt(access, projectId)
  if (!uuid.ok) return uuid
  const segments = ['projects', uuid.value, 'cname']
  const answer = customDomainListSchema
  const result = await client.send({ ...options, access, method: 'GET', segments, answer })
  return ifThere(result.ok ? success(result.value ?? []) : result, [404, 405])
}
