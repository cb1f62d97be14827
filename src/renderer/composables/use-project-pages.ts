import { shallowRef } from 'vue'
import type { AppError } from '../../core/errors/app-error'
import type { ProjectPage } from '../../core/links/project-pages'
import type { ProjectId } from '../../core/model/project-id'
import { request } from '../bridge/request'

/** Opens pages of a project in the browser; `error` is of the last attempt. */
export function useProjectPages(projectId: () => ProjectId) {
  const error = shallowRef<AppError>()
  async function open(page: ProjectPage): Promise<void> {
    const result = await request('link.open', { projectId: projectId(), page })
    error.value = result.ok ? undefined : result.error
  }
  return { error, open }
}
