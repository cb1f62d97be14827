import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function secretEndHandlers({ secretEnds }: HandlerDeps) {
  return {
    'secret-end.list': ({ projectId }) => secretEnds.list(projectId),
    'secret-end.note': ({ projectId, key, day }) => secretEnds.note(projectId, key, day),
  } satisfies Partial<Handlers>
}
