import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import { parseProjectId, type ProjectId } from '../../core/model/project-id'
import type { Access } from './access'

/**
 * Ory's own id of a project, for the path of a request.
 * @returns a `bug`, and nothing is to be sent, where the access is for another server than the project's
 */
export function uuidAt(access: Access, projectId: ProjectId): Result<string> {
  const { server, uuid } = parseProjectId(projectId) ?? {}
  if (uuid !== undefined && server === (access.server ?? access.apiAddress)) return success(uuid)
  const message = t('A request would have gone to another server than that of its project')
  return failure(appError('bug', message, { arrived: false }))
}
