import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function publishHistoryHandlers({
  publishHistory,
  interrupted,
  saveText,
}: HandlerDeps): Pick<
  Handlers,
  | 'publish-history.list'
  | 'publish-history.read'
  | 'publish-history.export'
  | 'publish-history.revert'
  | 'interrupted-publish.read'
  | 'interrupted-publish.settle'
  | 'interrupted-publish.leave'
> {
  return {
    'publish-history.list': ({ projectId }) => publishHistory.list(projectId),
    'publish-history.read': (place) => publishHistory.read(place),
    async 'publish-history.export'(place) {
      const file = await publishHistory.file(place)
      return file.ok ? saveText(file.value) : file
    },
    'publish-history.revert': (place, { signal }) => publishHistory.revert(place, signal),
    'interrupted-publish.read': ({ projectId }) => interrupted.read(projectId),
    'interrupted-publish.settle': ({ projectId }, { signal }) =>
      interrupted.settle(projectId, signal),
    async 'interrupted-publish.leave'({ projectId }) {
      const result = await interrupted.leave(projectId)
      return result.ok ? success({}) : result
    },
  }
}
