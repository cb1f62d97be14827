import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function allMappersHandlers({ allMappers }: HandlerDeps) {
  return {
    'all-mappers.look': (input, { signal }) => allMappers.look(input, signal),
    'all-mappers.list': (input) => allMappers.list(input),
    'all-mappers.read': (input) => allMappers.read(input),
    'all-mappers.uses': (input) => allMappers.uses(input),
    'all-mappers.used': (input, { signal }) => allMappers.used(input, signal),
    'all-mappers.note': (input) => allMappers.note(input),
    'all-mappers.fetch': (input, { signal }) => allMappers.fetch(input, signal),
    'all-mappers.inspect': (input, { signal }) => allMappers.inspect(input, signal),
    'all-mappers.try': (input, { signal }) => allMappers.try(input, signal),
    'all-mappers.edit': (input) => allMappers.edit(input),
  } satisfies Partial<Handlers>
}
