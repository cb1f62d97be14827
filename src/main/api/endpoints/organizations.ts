import { success, type Result } from '../../../core/errors/result'
import type { JsonObject } from '../../../core/model/json'
import type { Access, ApiClient, CallOptions, WriteAccess } from '../client'
import {
  getOrganizationResponseSchema,
  listOrganizationsResponseSchema,
  organizationSchema,
  type WireOrganization,
} from '../wire/organization'
import { deletionOf, type Deletion } from './optional'
import { allPages, nextToken, query } from './pages'

const folder = (projectId: string) => ['projects', projectId, 'organizations']
const one = (projectId: string, id: string) => [...folder(projectId), id]

export interface ListOptions extends CallOptions {
  /** Called after each page with the number of organizations so far. */
  readonly onProgress?: (count: number) => void
  /** Called with each page. */
  readonly onPage?: (organizations: WireOrganization[]) => void
}

function readPages(
  client: ApiClient,
  access: Access,
  projectId: string,
  { onProgress, onPage, ...call }: ListOptions & { readonly domain?: string },
): Promise<Result<WireOrganization[]>> {
  const { domain, ...options } = call
  return allPages(async (token, budget) => {
    const page = {
      segments: folder(projectId),
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

/** operationId listOrganizations, over all pages of 1,000. */
export function listOrganizations(
  client: ApiClient,
  access: Access,
  projectId: string,
  options: ListOptions = {},
): Promise<Result<WireOrganization[]>> {
  return readPages(client, access, projectId, options)
}

/** operationId listOrganizations with `domain`: only the organizations that have it. */
export function findOrganizations(
  client: ApiClient,
  access: Access,
  projectId: string,
  domain: string,
  signal?: AbortSignal,
): Promise<Result<WireOrganization[]>> {
  return readPages(client, access, projectId, { domain, signal })
}

/**
 * operationId getOrganization.
 *
 * @param options `fresh`: it was created a moment ago, so the server may not know it yet
 */
export async function getOrganization(
  client: ApiClient,
  access: Access,
  projectId: string,
  id: string,
  options: CallOptions & { readonly fresh?: boolean } = {},
): Promise<Result<WireOrganization>> {
  const answer = getOrganizationResponseSchema
  const segments = one(projectId, id)
  const result = await client.send({ ...options, access, method: 'GET', segments, answer })
  return result.ok ? success(result.value.organization) : result
}

/** operationId createOrganization. */
export function createOrganization(
  client: ApiClient,
  access: WriteAccess,
  projectId: string,
  body: JsonObject,
  options: CallOptions = {},
): Promise<Result<WireOrganization>> {
  const segments = folder(projectId)
  const answer = organizationSchema
  return client.send({ ...options, access, method: 'POST', segments, body, answer })
}

/** operationId updateOrganization. */
export function updateOrganization(
  client: ApiClient,
  access: WriteAccess,
  projectId: string,
  id: string,
  body: JsonObject,
  options: CallOptions = {},
): Promise<Result<WireOrganization>> {
  const segments = one(projectId, id)
  const answer = organizationSchema
  return client.send({ ...options, access, method: 'PUT', segments, body, answer })
}

/** operationId deleteOrganization. */
export async function deleteOrganization(
  client: ApiClient,
  access: WriteAccess,
  projectId: string,
  id: string,
  options: CallOptions = {},
): Promise<Result<Deletion>> {
  const segments = one(projectId, id)
  return deletionOf(await client.send<void>({ ...options, access, method: 'DELETE', segments }))
}
