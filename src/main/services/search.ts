import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import type { RequestInput, RequestOutput } from '../../core/ipc/contract'
import { estateProjects, type Estate } from './estate/estate'
import type { WorkspacesService } from './workspaces/workspaces'

export interface SearchService {
  find(
    input: RequestInput<'search.find'>,
    context: { readonly windowId: number; readonly signal?: AbortSignal },
  ): Promise<Result<RequestOutput<'search.find'>>>
}

export function createSearchService(deps: {
  readonly workspaces: Pick<WorkspacesService, 'list'>
  readonly estate: Pick<Estate, 'ask'>
}): SearchService {
  const { workspaces, estate } = deps
  /** Abort controllers by window. */
  const searches = new Map<number, AbortController>()

  return {
    async find({ typed, projectId }, { windowId, signal }) {
      // Only the latest query of a window counts.
      searches.get(windowId)?.abort()
      const controller = new AbortController()
      searches.set(windowId, controller)
      const abort = () => controller.abort()
      signal?.addEventListener('abort', abort)
      if (signal?.aborted) abort()
      const all = await estateProjects(workspaces)
      const projects =
        projectId === undefined ? all : all.filter(({ summary }) => summary.id === projectId)
      const answer = await estate.ask('search', { typed, projects }, { signal: controller.signal })
      signal?.removeEventListener('abort', abort)
      if (searches.get(windowId) === controller) searches.delete(windowId)
      return answer
        ? success(answer)
        : failure(appError('request.cancelled', t('Something else was typed')))
    },
  }
}
