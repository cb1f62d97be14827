import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function diagnosticsHandlers({
  diagnostics,
}: Pick<HandlerDeps, 'diagnostics'>): Pick<Handlers, 'diagnostics.read'> {
  return { 'diagnostics.read': ({ withMessages }) => diagnostics.read(withMessages) }
}
