import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function checkHandlers({ checks, emit }: HandlerDeps) {
  return {
    'connection.check': (input, { signal }) => checks.check(input, signal),
    'connection.check-all': (input, { signal }) =>
      checks.checkAll(input, signal, (told) =>
        emit('check.reported', { projectId: input.projectId, ...told }),
      ),
    'connection.checks': ({ projectId }) => checks.checks(projectId),
  } satisfies Partial<Handlers>
}
