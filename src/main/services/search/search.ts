import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import { createAskInThread } from '../../concurrency/ask-in-thread'
import type { MessageThread } from '../../concurrency/start-worker'
import type { FromThread, ToThread } from '../../concurrency/thread-questions'
import type { WorkspacesService } from '../workspaces/workspaces'
import type { SearchAnswer, SearchQuestion } from './search-question'
import type { ProjectId } from '../../../core/model/project-id'

export interface SearchService {
  find(
    input: RequestInput<'search.find'>,
    context: { readonly windowId: number; readonly signal?: AbortSignal },
  ): Promise<Result<RequestOutput<'search.find'>>>
  close(): void
}

/**
 * Searches in a thread of its own.
 *
 * @param deps `start` makes the thread
 */
export function createSearchService(deps: {
  readonly workspaces: Pick<WorkspacesService, 'list'>
  readonly start: () => MessageThread<ToThread<SearchQuestion>, FromThread<never, SearchAnswer>>
}): SearchService {
  const { workspaces, start } = deps
  const thread = createAskInThread({ start })
  /** What ends the search that a window waits for. */
  const searches = new Map<number, AbortController>()

  async function projectIdsFor(projectId: ProjectId | undefined): Promise<ProjectId[]> {
    const listed = (await workspaces.list()).flatMap(({ projects }) => projects.map(({ id }) => id))
    return projectId === undefined ? listed : listed.filter((id) => id === projectId)
  }

  return {
    async find({ typed, projectId }, { windowId, signal }) {
      // A window waits for the answer to what was typed last, and for no other.
      searches.get(windowId)?.abort()
      const controller = new AbortController()
      searches.set(windowId, controller)
      const abort = () => controller.abort()
      signal?.addEventListener('abort', abort)
      if (signal?.aborted) abort()
      const question = { typed, projectIds: await projectIdsFor(projectId) }
      const answer = await thread.ask(question, { signal: controller.signal })
      signal?.removeEventListener('abort', abort)
      if (searches.get(windowId) === controller) searches.delete(windowId)
      return answer
        ? success(answer)
        : failure(appError('request.cancelled', t('Something else was typed')))
    },
    close: thread.close,
  }
}
