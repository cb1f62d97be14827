import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import type { RequestInput } from '../../../core/ipc/contract'
import { t } from '../../../core/language/translate'
import { projectPage } from '../../../core/links/project-pages'
import { baseRedirectUri } from '../../../core/model/connection'
import type { AppFiles } from '../../files/app-files'
import type { WorkspacesService } from '../workspaces/workspaces'
import { unknownProject } from './projects'

/** Opens a page in the browser; windows name pages and never pass addresses. */
export type OpenProjectPage = (
  input: Extract<RequestInput<'link.open'>, { readonly page: unknown }>,
) => Promise<Result<Record<string, never>>>

export function createOpenProjectPage({
  files,
  workspaces,
  openAddress,
}: {
  readonly files: Pick<AppFiles, 'snapshots'>
  readonly workspaces: Pick<WorkspacesService, 'list'>
  readonly openAddress: (address: string) => Promise<void>
}): OpenProjectPage {
  return async ({ projectId, page }) => {
    for (const { apiAddress, projects } of await workspaces.list()) {
      const project = projects.find(({ id }) => id === projectId)
      if (!project) continue
      const stored = await files.snapshots.read(projectId)
      const base = stored.ok && stored.value ? baseRedirectUri(stored.value) : undefined
      const address = projectPage(page, project, apiAddress, base)
      if (address === undefined) {
        return failure(appError('request.invalid', t('The project has no such page')))
      }
      await openAddress(address)
      return success({})
    }
    return unknownProject(projectId)
  }
}
