import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function guardHandlers({ guards }: HandlerDeps) {
  return {
    'guard.lock': ({ projectId }) => guards.lock(projectId),
    'guard.unlock': ({ projectId }) => guards.unlock(projectId),
    'guard.allow': ({ workspaceId, projectIds }) => guards.allow(workspaceId, projectIds),
  } satisfies Partial<Handlers>
}
