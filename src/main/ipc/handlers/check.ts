import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function checkHandlers({
  checks,
  emit,
}: HandlerDeps): Pick<Handlers, 'connection.check' | 'connection.check-all' | 'connection.checks'> {
  return {
    'connection.check': (input, { signal }) => checks.check(input, signal),
    'connection.check-all': ({ projectId }, { signal }) =>
      checks.checkAll({ projectId }, signal, (told) =>
        emit('check.reported', { projectId, ...told }),
      ),
    'connection.checks': ({ projectId }) => checks.checks(projectId),
  }
}
