import { noIntents } from '../../../core/intents/intents'
import { workingCopy, type WorkingCopy } from '../../../core/draft/working-copy'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { AppFiles } from '../../files/app-files'
import type { ProjectId } from '../../../core/model/project-id'

/** Stored snapshot with the saved draft. */
export async function savedCopy(
  files: Pick<AppFiles, 'drafts' | 'snapshots'>,
  projectId: ProjectId,
): Promise<Result<WorkingCopy>> {
  const [snapshot, draft] = await Promise.all([
    files.snapshots.read(projectId),
    files.drafts.read(projectId),
  ])
  if (!draft.ok) return draft
  if (!snapshot.ok) return snapshot
  if (!snapshot.value) {
    return failure(appError('request.invalid', t('The project has not been read yet')))
  }
  return success(workingCopy(snapshot.value, draft.value?.intents ?? noIntents))
}
