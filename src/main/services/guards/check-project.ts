import { appError, type AppError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { barrierTo, type Barrier, type Guards } from '../../../core/model/guards'
import type { ProjectSummary } from '../../../core/model/project'

const refusals: Readonly<Record<Barrier, readonly [AppError['code'], string]>> = {
  unreadable: ['guard.unreadable', t('The file of the guards cannot be read')],
  locked: ['guard.read-only', t('The project is locked on this computer')],
  'locked-by-loss': [
    'guard.read-only',
    t('The file of the guards was damaged, so every project is locked until it is unlocked'),
  ],
  'not-on-list': [
    'guard.not-on-list',
    t('The project is not among those of its workspace that may be written'),
  ],
}

/** Whether this computer's protection lets a project be written at all. */
export function checkGuards(
  guards: Guards,
  project: Pick<ProjectSummary, 'id' | 'workspaceId' | 'name'>,
): Result<void> {
  const barrier = barrierTo(guards, project)
  if (!barrier) return success(undefined)
  const [code, message] = refusals[barrier]
  return failure(appError(code, message, { subject: project.name }))
}

/** Confirmation for production: the typed slug, or a pressed button. */
export type ProductionYes =
  { readonly typedSlug: string | undefined } | { readonly pressed: boolean }

/** Whether the project may be written; production needs `yes`, else says what to confirm. */
export function checkProject(
  { state, environment, slug }: Pick<ProjectSummary, 'state' | 'environment' | 'slug'>,
  yes: ProductionYes,
): Result<void> {
  if (state === 'deleted') {
    return failure(appError('project.deleted', t('The project was deleted on the server')))
  }
  if (environment !== 'production') return success(undefined)
  if ('pressed' in yes) {
    if (yes.pressed) return success(undefined)
    return failure(
      appError('publish.unconfirmed', t('A publish to production has to be confirmed')),
    )
  }
  if (yes.typedSlug !== slug) {
    const message = t('Writing to production needs the project to be confirmed by its slug')
    return failure(appError('guard.slug', message, { subject: slug }))
  }
  return success(undefined)
}
