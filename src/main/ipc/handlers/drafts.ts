import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function draftsHandlers({ allDrafts }: HandlerDeps) {
  return {
    'drafts.plan': ({ projectId }) => allDrafts.plan(projectId),
    'drafts.publish': (input, { signal }) => allDrafts.publish(input, signal),
  } satisfies Partial<Handlers>
}
