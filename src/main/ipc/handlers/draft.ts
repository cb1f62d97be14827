import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function draftHandlers({
  projects,
  publishing,
}: HandlerDeps): Pick<Handlers, 'draft.save' | 'draft.discard' | 'draft.publish'> {
  return {
    async 'draft.save'({ draft }) {
      const result = await projects.saveDraft(draft)
      return result.ok ? success({}) : result
    },
    async 'draft.discard'({ projectId }) {
      const result = await projects.discardDraft(projectId)
      return result.ok ? success({}) : result
    },
    'draft.publish': (input, { signal }) => publishing.publish(input, signal),
  }
}
