import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function mapperHandlers({ projects }: HandlerDeps): Pick<Handlers, 'mapper.read'> {
  return { 'mapper.read': (input, { signal }) => projects.readMapper(input, signal) }
}
