import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

type Names = 'update.read' | 'update.check' | 'update.get'

export function updateHandlers({ updates }: HandlerDeps): Pick<Handlers, Names> {
  return {
    'update.read': () => Promise.resolve(success(updates.read())),
    'update.check': () => updates.check(),
    'update.get': () => updates.get(),
  }
}
