import type { Result } from '../../../core/errors/result'
import type { ProjectHost } from '../../../core/links/project-host'
import { onProjectHost } from '../access'
import type { ApiClient, CallOptions, WriteAccess } from '../client'
import { loginFlowSchema, type WireLoginFlow } from '../wire/login-flow'

/**
 * operationId createTestLoginFlow, with the project's key at its host; `api.not-found` if unknown.
 */
export async function createTestLoginFlow(
  client: ApiClient,
  access: WriteAccess,
  to: { readonly host: ProjectHost; readonly projectKey: string },
  providerId: string,
  options: CallOptions = {},
): Promise<Result<WireLoginFlow>> {
  const there = onProjectHost(access, to.host, to.projectKey)
  if (!there.ok) return there
  return client.send({
    ...options,
    access: there.value,
    method: 'POST',
    segments: [...to.host.base.split('/').slice(1), 'admin', 'test-login-flows'],
    body: { provider_id: providerId },
    answer: loginFlowSchema,
  })
}
