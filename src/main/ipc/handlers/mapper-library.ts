import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function mapperLibraryHandlers({ mapperLibrary }: HandlerDeps) {
  return {
    'mapper-library.look': (input, { signal }) => mapperLibrary.look(input, signal),
    'mapper-library.list': (input) => mapperLibrary.list(input),
    'mapper-library.read': (input) => mapperLibrary.read(input),
    'mapper-library.uses': (input) => mapperLibrary.uses(input),
    'mapper-library.note': (input) => mapperLibrary.note(input),
    'mapper-library.fetch': (input, { signal }) => mapperLibrary.fetch(input, signal),
    'mapper-library.inspect': (input, { signal }) => mapperLibrary.inspect(input, signal),
    'mapper-library.try': (input, { signal }) => mapperLibrary.try(input, signal),
    'mapper-library.edit': (input) => mapperLibrary.edit(input),
  } satisfies Partial<Handlers>
}
