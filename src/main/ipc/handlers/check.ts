import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function checkHandlers({
  checks,
}: HandlerDeps): Pick<Handlers, 'connection.check' | 'connection.checks'> {
  return {
    'connection.check': (input, { signal }) => checks.check(input, signal),
    'connection.checks': ({ projectId }) => checks.checks(projectId),
  }
}
