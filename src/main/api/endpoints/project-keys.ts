import type { Result } from '../../../core/errors/result'
import { projectKeyPath } from '../access'
import type { Access, ApiClient, CallOptions, WriteAccess } from '../client'
import { projectKeySchema, projectKeysListSchema, type WireProjectKey } from '../wire/project-key'
import { deletionOf, type Deletion } from './optional'

const folder = (projectId: string) => `/projects/${encodeURIComponent(projectId)}/tokens`

/** operationId listProjectApiKeys; without values, and without pages. */
export function listProjectKeys(
  client: ApiClient,
  access: Access,
  projectId: string,
  options: CallOptions = {},
): Promise<Result<WireProjectKey[]>> {
  const path = folder(projectId)
  return client.send({ ...options, access, method: 'GET', path, answer: projectKeysListSchema })
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
  const path = folder(projectId)
  const body = { name: key.name, expires_at: key.expiresAt }
  return client.send({ ...options, access, method: 'POST', path, body, answer: projectKeySchema })
}

/** operationId deleteProjectApiKey. */
export async function deleteProjectKey(
  client: ApiClient,
  access: WriteAccess,
  projectId: string,
  keyId: string,
  options: CallOptions = {},
): Promise<Result<Deletion>> {
  const path = projectKeyPath(projectId, keyId)
  return deletionOf(await client.send<void>({ ...options, access, method: 'DELETE', path }))
}
