import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function draftHandlers({
  projects,
  trash,
  publishing,
}: HandlerDeps): Pick<Handlers, 'draft.save' | 'draft.append' | 'draft.discard' | 'draft.publish'> {
  return {
    async 'draft.save'({ draft }) {
      const result = await projects.saveDraft(draft)
      return result.ok ? success({ sequence: result.value }) : result
    },
    async 'draft.append'({ projectId, after, entries }) {
      const result = await projects.appendToDraft(projectId, after, entries)
      return result.ok ? success({ sequence: result.value }) : result
    },
    async 'draft.discard'({ projectId }) {
      const result = await trash.discardDraft(projectId)
      return result.ok ? success({}) : result
    },
    'draft.publish': (input, { signal }) => publishing.publish(input, signal),
  }
}
