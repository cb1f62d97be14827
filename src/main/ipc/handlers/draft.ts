import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'
import { withSequence } from './with-sequence'

export function draftHandlers({ drafts, trash, publishing }: HandlerDeps) {
  return {
    async 'draft.read'({ projectId }) {
      const stored = await drafts.readStored(projectId)
      return stored.ok ? success({ ...stored.value }) : stored
    },
    async 'draft.save'({ draft, after }) {
      const result = await drafts.save(draft, after)
      if (!result.ok) return result
      return success(result.value === undefined ? {} : { sequence: result.value })
    },
    async 'draft.append'({ projectId, after, entries }) {
      const result = await drafts.append(projectId, after, entries)
      return result.ok ? success({ sequence: result.value }) : result
    },
    async 'draft.discard'({ projectId }) {
      const result = await trash.discardDraft(projectId)
      return result.ok ? success({}) : result
    },
    'draft.publish': async (input, { signal }) =>
      withSequence(drafts, await publishing.publish(input, signal)),
  } satisfies Partial<Handlers>
}
