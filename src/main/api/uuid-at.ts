import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import { t } from '../../core/language/translate'
import { parseProjectId, type ProjectId } from '../../core/model/project-id'
import type { Access } from './access'

export const serverOf = ({ server, apiAddress }: Access): string => server ?? apiAddress

/** Ory's ID for a request path; `request.invalid` for a bad ID, a `bug` for another server. */
export function uuidAt(access: Access, projectId: ProjectId): Result<string> {
  const parsed = parseProjectId(projectId)
  if (!parsed) {
    const message = t('An ID is not one that Ory gives, so the request was not sent')
    return failure(appError('request.invalid', message, { arrived: false }))
  }
  const { server, uuid } = parsed
  if (server === serverOf(access)) return success(uuid)
  const message = t('A request would have gone to another server than that of its project')
  return failure(appError('bug', message, { arrived: false }))
}
