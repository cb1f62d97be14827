import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function searchHandlers({ search }: HandlerDeps): Pick<Handlers, 'search.find'> {
  return { 'search.find': (input, context) => search.find(input, context) }
}
