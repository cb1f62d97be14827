import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function teamFolderHandlers({ teamFolder }: HandlerDeps) {
  return {
    'team.read': (input, { signal }) => teamFolder['team.read'](input, signal),
    'team.folders': (input) => teamFolder['team.folders'](input),
    'team.published': (input) => teamFolder['team.published'](input),
    'team.choose': (input) => teamFolder['team.choose'](input),
    'team.forget': (input) => teamFolder['team.forget'](input),
    'team.differences': (input) => teamFolder['team.differences'](input),
    'team.write': (input) => teamFolder['team.write'](input),
    'team.keep-both': (input) => teamFolder['team.keep-both'](input),
    'team.load': (input) => teamFolder['team.load'](input),
    'team.take': (input) => teamFolder['team.take'](input),
  } satisfies Partial<Handlers>
}
