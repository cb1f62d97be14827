import type { Result } from '../../../core/errors/result'
import { projectKeySegments } from '../access'
import type { Access, ApiClient, CallOptions, WriteAccess } from '../client'
import { uuidAt } from '../uuid-at'
import { projectKeySchema, projectKeysListSchema, type WireProjectKey } from '../wire/project-key'
import { deletionOf, type Deletion } from './optional'
import type { ProjectId } from '../../../core/model/project-id'

const folder = (uuid: string) => ['projects', uuid, 'tokens']

/** operationId listProjectApiKeys; no values, no pages. */
export async function listProjectKeys(
  client: ApiClient,
  access: Access,
  projectId: ProjectId,
  options: CallOptions = {},
): Promise<Result<WireProjectKey[]>> {
  const uuid = uuidAt(access, projectId)
  if (!uuid.ok) return uuid
  const segments = folder(uuid.value)
  return client.send({ ...options, access, method: 'GET', segments, answer: projectKeysListSchema })
}

/** operationId createProjectApiKey; the answer has the secret `value`. `expiresAt`: ISO 8601. */
export async function createProjectKey(
  client: ApiClient,
  access: WriteAccess,
  projectId: ProjectId,
  key: { readonly name: string; readonly expiresAt: string },
  options: CallOptions = {},
): Promise<Result<WireProjectKey>> {
  const uuid = uuidAt(access, projectId)
  if (!uuid.ok) return uuid
  const segments = folder(uuid.value)
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
  projectId: ProjectId,
  keyId: string,
  options: CallOptions = {},
): Promise<Result<Deletion>> {
  const uuid = uuidAt(access, projectId)
  if (!uuid.ok) return uuid
  const segments = projectKeySegments(uuid.value, keyId)
  return deletionOf(await client.send<void>({ ...options, access, method: 'DELETE', segments }))
}
