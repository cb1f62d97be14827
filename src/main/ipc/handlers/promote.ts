import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function promoteHandlers({ promote }: HandlerDeps) {
  return {
    'promote.rules': (input) => promote.rules(input),
    'promote.preview': (input, { signal }) => promote.preview(input, signal),
    'promote.into-folder': (input, { signal }) => promote.intoFolder(input, signal),
    'promote.make': (input, { signal }) => promote.make(input, signal),
  } satisfies Partial<Handlers>
}
