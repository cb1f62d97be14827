import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function searchHandlers({ search }: HandlerDeps) {
  return {
    'search.find': (input, context) => search.find(input, context),
  } satisfies Partial<Handlers>
}
