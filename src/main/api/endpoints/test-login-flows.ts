import type { Result } from '../../../core/errors/result'
import type { ProjectHost } from '../../../core/links/project-host'
import { onProjectHost } from '../access'
import type { ApiClient, CallOptions, WriteAccess } from '../client'
import { loginFlowSchema, type WireLoginFlow } from '../wire/login-flow'

/**
 * operationId createTestLoginFlow, at the host of the project and with a key of the project: no other key
 * is sent there.
 *
 * @param access leave to write to that project
 * @param providerId id of the connection at Ory
 * @returns `api.not-found` where the project has no such connection
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
