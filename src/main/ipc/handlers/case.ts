import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function caseHandlers({ cases, emit }: HandlerDeps) {
  return {
    'case.list': (input) => cases.list(input),
    'case.save': (input) => cases.save(input),
    'case.delete': (input) => cases.delete(input),
    'case.run': ({ runId, ...input }, { signal }) =>
      cases.run(input, {
        signal,
        onRan: (outcome, of) => emit('case.ran', { runId, outcome, of }),
      }),
    'case.cover': (input, { signal }) => cases.cover(input, signal),
    'case.export': (input) => cases.export(input),
    'case.import': (input) => cases.import(input),
    'case.check-draft': ({ projectId }, { signal }) => cases.checkDraft(projectId, signal),
  } satisfies Partial<Handlers>
}
