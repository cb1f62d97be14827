import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import type { ProjectSummary } from '../../../core/model/project'

/**
 * Whether a project may be published to.
 * @param confirmedSlug the slug typed by the person; needed for production only
 * @returns `project.deleted`, or `request.invalid` with the slug as subject if production was not
 * confirmed.
 */
export function checkAllowed(
  { state, environment, slug }: Pick<ProjectSummary, 'state' | 'environment' | 'slug'>,
  confirmedSlug: string | undefined,
): Result<void> {
  if (state === 'deleted') {
    return failure(appError('project.deleted', 'The project was deleted on the server'))
  }
  if (environment === 'production' && confirmedSlug !== slug) {
    const message = 'Publishing to production needs the project to be confirmed by its slug'
    return failure(appError('request.invalid', message, { subject: slug }))
  }
  return success(undefined)
}
