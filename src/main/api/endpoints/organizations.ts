import { success, type Result } from '../../../core/errors/result'
import type { JsonObject } from '../../../core/model/json'
import type { Access, ApiClient } from '../client'
import {
  getOrganizationResponseSchema,
  listOrganizationsResponseSchema,
  organizationSchema,
  type WireOrganization,
} from '../wire/organization'
import { allPages, nextToken, query } from './pages'

const folder = (projectId: string) => `/projects/${encodeURIComponent(projectId)}/organizations`
const one = (projectId: string, id: string) => `${folder(projectId)}/${encodeURIComponent(id)}`

/** operationId listOrganizations, over all pages of 1,000. */
export function listOrganizations(
  client: ApiClient,
  access: Access,
  projectId: string,
  options: { readonly signal?: AbortSignal | undefined; onProgress?: (count: number) => void } = {},
): Promise<Result<WireOrganization[]>> {
  return allPages(async (token) => {
    const path = `${folder(projectId)}${query({ page_size: '1000', page_token: token })}`
    const answer = listOrganizationsResponseSchema
    const { signal } = options
    const result = await client.send({ access, method: 'GET', path, answer, signal })
    if (!result.ok) return result
    const { organizations, next_page_token, has_next_page } = result.value
    return success({ items: organizations ?? [], next: nextToken(next_page_token, has_next_page) })
  }, options.onProgress)
}

/** operationId getOrganization. */
export async function getOrganization(
  client: ApiClient,
  access: Access,
  projectId: string,
  id: string,
): Promise<Result<WireOrganization>> {
  const answer = getOrganizationResponseSchema
  const path = one(projectId, id)
  const result = await client.send({ access, method: 'GET', path, answer })
  return result.ok ? success(result.value.organization) : result
}

/** operationId createOrganization. */
export function createOrganization(
  client: ApiClient,
  access: Access,
  projectId: string,
  body: JsonObject,
): Promise<Result<WireOrganization>> {
  const path = folder(projectId)
  return client.send({ access, method: 'POST', path, body, answer: organizationSchema })
}

/** operationId updateOrganization. */
export function updateOrganization(
  client: ApiClient,
  access: Access,
  projectId: string,
  id: string,
  body: JsonObject,
): Promise<Result<WireOrganization>> {
  const path = one(projectId, id)
  return client.send({ access, method: 'PUT', path, body, answer: organizationSchema })
}

/** operationId deleteOrganization: what is already gone counts as deleted. */
export async function deleteOrganization(
  client: ApiClient,
  access: Access,
  projectId: string,
  id: string,
): Promise<Result<void>> {
  const result = await client.send<void>({ access, method: 'DELETE', path: one(projectId, id) })
  return !result.ok && result.error.status === 404 ? success(undefined) : result
}
