import { failure, success, type Result } from '../../../core/errors/result'
import type { JsonObject, JsonValue } from '../../../core/model/json'
import { uuidAt } from '../uuid-at'
import type { Access, ApiClient, CallOptions, WriteAccess } from '../client'
import { normalizedAnswer, patchedSchema, type WireNormalizedProject } from '../wire/normalized'
import { toJsonObject } from '../wire/to-json'
import type { ProjectId } from '../../../core/model/project-id'

export interface ProviderState {
  readonly id: string
  /** `enabled` or `disabled`; absent if the server doesn't say. */
  readonly state?: string
}

/** The used part of a normalized form. */
export interface NormalizedProject {
  readonly revisionId?: string
  readonly states: {
    readonly oidc: readonly ProviderState[]
    readonly saml: readonly ProviderState[]
  }
  /** At the positions that patches address; absent without a list. */
  readonly scimClients?: readonly JsonObject[]
  /** The full revision; never for files or windows. */
  readonly revision: JsonObject
}

function statesOf(
  rows: readonly { provider_id: string; state?: string | null | undefined }[] | null | undefined,
): ProviderState[] {
  return (rows ?? []).map(({ provider_id: id, state }) => (state ? { id, state } : { id }))
}

/** A project's normalized form, with SCIM clients and enabled states. Not in Ory's OpenAPI. */
export async function getNormalizedProject(
  client: ApiClient,
  access: Access,
  projectId: ProjectId,
  options: CallOptions = {},
): Promise<Result<NormalizedProject>> {
  const uuid = uuidAt(access, projectId)
  if (!uuid.ok) return uuid
  const segments = ['normalized', 'projects', uuid.value]
  const answer = normalizedAnswer(uuid.value)
  const result = await client.send({ ...options, access, method: 'GET', segments, answer })
  return result.ok ? success(formOf(result.value)) : result
}

const isObject = (row: unknown): row is Readonly<Record<string, unknown>> =>
  typeof row === 'object' && row !== null && !Array.isArray(row)

function formOf({ current_revision: revision }: WireNormalizedProject): NormalizedProject {
  // Go writes an empty list as null.
  const clients = revision.scim_clients === null ? [] : revision.scim_clients
  return {
    ...(revision.id ? { revisionId: revision.id } : {}),
    states: {
      oidc: statesOf(revision.kratos_selfservice_methods_oidc_config_providers),
      saml: statesOf(revision.kratos_selfservice_methods_saml_config_providers),
    },
    // A non-object keeps its position but can't be addressed.
    ...(Array.isArray(clients)
      ? { scimClients: clients.map((row) => (isObject(row) ? toJsonObject(row) : {})) }
      : {}),
    revision: toJsonObject(revision),
  }
}

/**
 * Patches one revision of the normalized form; `undefined` for any other answer. Not in OpenAPI.
 */
export async function patchNormalizedProject(
  client: ApiClient,
  access: WriteAccess,
  target: { readonly projectId: ProjectId; readonly revisionId: string },
  operations: JsonValue,
): Promise<Result<NormalizedProject | undefined>> {
  const uuid = uuidAt(access, target.projectId)
  if (!uuid.ok) return uuid
  const result = await client.send({
    access,
    method: 'PATCH',
    segments: ['normalized', 'projects', uuid.value, 'revision', target.revisionId],
    body: operations,
    answer: patchedSchema,
  })
  if (!result.ok) {
    if (result.error.status !== 409) return result
    return failure({ ...result.error, code: 'api.revision-conflict' })
  }
  const form = normalizedAnswer(uuid.value).safeParse(result.value)
  return success(form.success ? formOf(form.data) : undefined)
}
