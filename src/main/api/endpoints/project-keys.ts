import type { Result } from '../../../core/errors/result'
import { projectKeySegments } from '../access'
import type { Access, ApiClient, CallOptions, WriteAccess } from '../client'
import { projectKeySchema, projectKeysListSchema, type WireProjectKey } from '../wire/project-key'
import { deletionOf, type Deletion } from './optional'

const folder = (projectId: string) => ['projects', projectId, 'tokens']

/** operationId listProjectApiKeys; without values, and without pages. */
export function listProjectKeys(
  client: ApiClient,
  access: Access,
  projectId: string,
  options: CallOptions = {},
): Promise<Result<WireProjectKey[]>> {
  const segments = folder(projectId)
  return client.send({ ...options, access, method: 'GET', segments, answer: projectKeysListSchema })
}

/**
 * operationId createProjectApiKey. The answer has the key's secret `value`.
 * @param key.expiresAt ISO 8601
 */
export function createProjectKey(
  client: ApiClient,
  access: WriteAccess,
  projectId: string,
  key: { readonly name: string; readonly expiresAt: string },
  options: CallOptions = {},
): Promise<Result<WireProjectKey>> {
  const segments = folder(projectId)
  const body = { name: key.name, expires_at: key.expiresAt }
  return client.send({
    ...options,
    access,
    method: 'POST',
    segments,
    body,
    answer: projectKeySchema,
    answersSecret: 'value',
  })
}

/** operationId deleteProjectApiKey. */
export async function deleteProjectKey(
  client: ApiClient,
  access: WriteAccess,
  projectId: string,
  keyId: string,
  options: CallOptions = {},
): Promise<Result<Deletion>> {
  const segments = projectKeySegments(projectId, keyId)
  return deletionOf(await client.send<void>({ ...options, access, method: 'DELETE', segments }))
}
