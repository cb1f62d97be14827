import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function diagnosticsHandlers({ diagnostics }: Pick<HandlerDeps, 'diagnostics'>) {
  return {
    'diagnostics.read': ({ withMessages }) => diagnostics.read(withMessages),
  } satisfies Partial<Handlers>
}
