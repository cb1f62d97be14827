import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function updateHandlers({ updates }: HandlerDeps) {
  return {
    'update.read': () => Promise.resolve(success(updates.read())),
    'update.check': () => updates.check(),
    'update.get': () => updates.get(),
  } satisfies Partial<Handlers>
}
