import { success, type Result } from '../../../core/errors/result'
import { uuidAt } from '../uuid-at'
import type { Access, ApiClient, CallOptions } from '../client'
import { normalizedProjectSchema } from '../wire/normalized'
import { ifThere } from './optional'
import type { ProjectId } from '../../../core/model/project-id'

/** The data of a connection in the normalized form. */
export interface ProviderState {
  /** Its ID in the project document. */
  readonly id: string
  /** `enabled` or `disabled`; absent where the server does not say. */
  readonly state?: string
}

export interface ProviderStates {
  readonly oidc: readonly ProviderState[]
  readonly saml: readonly ProviderState[]
}

const missing = [403, 404, 405]

function statesOf(
  rows: readonly { provider_id: string; state?: string | null | undefined }[] | null | undefined,
): ProviderState[] {
  return (rows ?? []).map(({ provider_id: id, state }) => (state ? { id, state } : { id }))
}

/**
 * The states of a project's connections from its normalized form. The endpoint is not in the OpenAPI
 * document and has no operationId; `undefined` where the server does not have it or the key may not use it.
 */
export async function getProviderStates(
  client: ApiClient,
  access: Access,
  projectId: ProjectId,
  options: CallOptions = {},
): Promise<Result<ProviderStates | undefined>> {
  const uuid = uuidAt(access, projectId)
  if (!uuid.ok) return uuid
  const segments = ['normalized', 'projects', uuid.value]
  const answer = normalizedProjectSchema
  const result = await client.send({ ...options, access, method: 'GET', segments, answer })
  if (!result.ok) return ifThere(result, missing)
  const revision = result.value.current_revision
  return success({
    oidc: statesOf(revision.kratos_selfservice_methods_oidc_config_providers),
    saml: statesOf(revision.kratos_selfservice_methods_saml_config_providers),
  })
}
