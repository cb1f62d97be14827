import { success, type Result } from '../../../core/errors/result'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import { createRecent } from '../../../core/model/recent'
import type { AppError } from '../../../core/errors/app-error'
import type { ApiClient } from '../../api/client'
import { getOrganization } from '../../api/endpoints/organizations'
import type { WorkspacesService } from '../workspaces/workspaces'
import { unknownProject } from './projects'

type Created = RequestOutput<'organization.created'>

/** Asks when an organization was created; `undefined` if unknown. */
export type OrganizationCreated = (
  place: RequestInput<'organization.created'>,
  signal?: AbortSignal,
) => Promise<Result<Created>>

/** Whether to ask again on the next open. */
const mayBeTold = ({ code }: AppError) =>
  code.startsWith('network.') || code === 'api.not-found' || code === 'request.invalid'

/** Creation dates, which the document lacks: fetched once per session, kept in memory. */
export function createOrganizationCreated({
  client,
  workspaces,
}: {
  readonly client: ApiClient
  readonly workspaces: Pick<WorkspacesService, 'findProject' | 'access'>
}): OrganizationCreated {
  const known = createRecent<string, Created>(5000)

  return async ({ projectId, organizationId }, signal) => {
    const id = `${projectId} ${organizationId}`
    const told = known.get(id)
    if (told) return success(told)
    const project = await workspaces.findProject(projectId)
    if (!project) return unknownProject(projectId)
    const access = await workspaces.access(project.workspaceId)
    if (!access.ok) return success({})
    // Don't retry: the rate limit is for what matters.
    const waiting = new AbortController()
    const read = await getOrganization(client, access.value, projectId, organizationId, {
      signal: signal ? AbortSignal.any([signal, waiting.signal]) : waiting.signal,
      onWait: () => waiting.abort(),
    })
    const createdAt = read.ok ? read.value['created_at'] : undefined
    const answer = typeof createdAt === 'string' && createdAt !== '' ? { createdAt } : {}
    const isSettled = read.ok || !(signal?.aborted || mayBeTold(read.error))
    if (isSettled) known.set(id, answer)
    return success(answer)
  }
}
