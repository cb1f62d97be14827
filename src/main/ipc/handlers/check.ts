import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function checkHandlers({ checks, lookUpTxt, emit }: HandlerDeps) {
  return {
    'connection.check': (input, { signal }) => checks.check(input, signal),
    'connection.check-all': (input, { signal }) =>
      checks.checkAll(input, signal, (told) =>
        emit('check.reported', { projectId: input.projectId, ...told }),
      ),
    'connection.checks': ({ projectId }) => checks.checks(projectId),
    'domain.look-up-txt': (input, { signal }) => lookUpTxt(input, signal),
  } satisfies Partial<Handlers>
}
