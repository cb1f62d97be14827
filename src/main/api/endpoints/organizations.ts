import { success, type Result } from '../../../core/errors/result'
import type { JsonObject } from '../../../core/model/json'
import { uuidAt } from '../uuid-at'
import type { Access, ApiClient, CallOptions, WriteAccess } from '../client'
import {
  getOrganizationResponseSchema,
  listOrganizationsResponseSchema,
  organizationSchema,
  type WireOrganization,
} from '../wire/organization'
import { deletionOf, type Deletion } from './optional'
import { allPages, nextToken, query } from './pages'
import type { ProjectId } from '../../../core/model/project-id'

const folder = (uuid: string) => ['projects', uuid, 'organizations']
const one = (uuid: string, id: string) => [...folder(uuid), id]

export interface ListOptions extends CallOptions {
  readonly onProgress?: (count: number) => void
  readonly onPage?: (organizations: WireOrganization[]) => void
}

async function readPages(
  client: ApiClient,
  access: Access,
  projectId: ProjectId,
  { onProgress, onPage, ...call }: ListOptions & { readonly domain?: string },
): Promise<Result<WireOrganization[]>> {
  const { domain, ...options } = call
  const uuid = uuidAt(access, projectId)
  if (!uuid.ok) return uuid
  return allPages(async (token, budget) => {
    const page = {
      segments: folder(uuid.value),
      query: query({ page_size: '1000', page_token: token, domain }),
      answer: listOrganizationsResponseSchema,
    }
    const result = await client.send({ ...options, ...page, access, method: 'GET', budget })
    if (!result.ok) return result
    const { organizations, next_page_token, has_next_page } = result.value
    const items = organizations ?? []
    onPage?.(items)
    return success({ items, next: nextToken(next_page_token, has_next_page) })
  }, onProgress)
}

/** operationId listOrganizations, all pages of 1,000. */
export function listOrganizations(
  client: ApiClient,
  access: Access,
  projectId: ProjectId,
  options: ListOptions = {},
): Promise<Result<WireOrganization[]>> {
  return readPages(client, access, projectId, options)
}

/** operationId listOrganizations with `domain`. */
export function findOrganizations(
  client: ApiClient,
  access: Access,
  projectId: ProjectId,
  domain: string,
  signal?: AbortSignal,
): Promise<Result<WireOrganization[]>> {
  return readPages(client, access, projectId, { domain, signal })
}

/** operationId getOrganization. `fresh`: just created, so the server may not know it yet. */
export async function getOrganization(
  client: ApiClient,
  access: Access,
  projectId: ProjectId,
  id: string,
  options: CallOptions & { readonly fresh?: boolean } = {},
): Promise<Result<WireOrganization>> {
  const uuid = uuidAt(access, projectId)
  if (!uuid.ok) return uuid
  const answer = getOrganizationResponseSchema
  const segments = one(uuid.value, id)
  const result = await client.send({ ...options, access, method: 'GET', segments, answer })
  return result.ok ? success(result.value.organization) : result
}

/** operationId createOrganization. */
export async function createOrganization(
  client: ApiClient,
  access: WriteAccess,
  projectId: ProjectId,
  body: JsonObject,
  options: CallOptions = {},
): Promise<Result<WireOrganization>> {
  const uuid = uuidAt(access, projectId)
  if (!uuid.ok) return uuid
  const segments = folder(uuid.value)
  const answer = organizationSchema
  return client.send({ ...options, access, method: 'POST', segments, body, answer })
}

/** operationId updateOrganization. */
export async function updateOrganization(
  client: ApiClient,
  access: WriteAccess,
  projectId: ProjectId,
  id: string,
  body: JsonObject,
  options: CallOptions = {},
): Promise<Result<WireOrganization>> {
  const uuid = uuidAt(access, projectId)
  if (!uuid.ok) return uuid
  const segments = one(uuid.value, id)
  const answer = organizationSchema
  return client.send({ ...options, access, method: 'PUT', segments, body, answer })
}

/** operationId deleteOrganization. */
export async function deleteOrganization(
  client: ApiClient,
  access: WriteAccess,
  projectId: ProjectId,
  id: string,
  options: CallOptions = {},
): Promise<Result<Deletion>> {
  const uuid = uuidAt(access, projectId)
  if (!uuid.ok) return uuid
  const segments = one(uuid.value, id)
  return deletionOf(await client.send<void>({ ...options, access, method: 'DELETE', segments }))
}
