import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'
import { withSequence } from './with-sequence'

export function publishHistoryHandlers({
  publishHistory,
  interrupted,
  saveText,
  drafts,
}: HandlerDeps) {
  return {
    'publish-history.list': ({ projectId }) => publishHistory.list(projectId),
    'publish-history.read': (place) => publishHistory.read(place),
    'publish-history.texts': (input, { signal }) => publishHistory.texts(input, signal),
    async 'publish-history.export'(place) {
      const file = await publishHistory.file(place)
      return file.ok ? saveText(file.value) : file
    },
    'publish-history.revert': async (place, { signal }) =>
      withSequence(drafts, await publishHistory.revert(place, signal)),
    'interrupted-publish.read': ({ projectId }) => interrupted.read(projectId),
    'interrupted-publish.settle': async ({ projectId }, { signal }) =>
      withSequence(drafts, await interrupted.settle(projectId, signal)),
    async 'interrupted-publish.leave'({ projectId }) {
      const result = await interrupted.leave(projectId)
      return result.ok ? success({}) : result
    },
  } satisfies Partial<Handlers>
}
