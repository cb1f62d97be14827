import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { JsonValue } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import type { WriteAccess } from '../../api/client'
import { patchNormalizedProject, type NormalizedProject } from '../../api/endpoints/normalized'
import { wholeForm, withForm } from '../projects/normalized-form'
import type { Patched } from './guarded-patch'
import { formRevision, looks } from './read-with-form'
import type { PublishSession } from './session'
import { readAnew } from './take-leave'

/** The state after a patch of the form, which changed nothing of the document but its revision. */
function answered(snapshot: Snapshot, form: NormalizedProject, at: string): Snapshot {
  const isSame = formRevision(snapshot) === snapshot.revisionId
  const revisionId = (isSame ? form.revisionId : undefined) ?? snapshot.revisionId
  const project = { ...snapshot.project, revision_id: revisionId }
  return withForm({ ...snapshot, revisionId, project, readAt: at }, success(form), at)
}

async function sendForm(
  session: PublishSession,
  access: WriteAccess,
  snapshot: Snapshot,
  body: JsonValue,
): Promise<Result<Snapshot>> {
  const { client, projectId, now, pause } = session
  const target = { projectId, revisionId: formRevision(snapshot) }
  const answer = await patchNormalizedProject(client, access, target, body)
  if (!answer.ok) return answer
  if (answer.value) return success(answered(snapshot, answer.value, now().toISOString()))
  // It took effect, and the answer does not tell the new state.
  for (let look = 1; look <= looks; look += 1) {
    const state = await readAnew(session)
    if (state.ok && formRevision(state.value) !== formRevision(snapshot)) return state
    if (look < looks) await pause(1000 * look)
  }
  const message = t('The answer to the patch has no new state')
  return failure(appError('api.unexpected-response', message))
}

/** The normalized form of a project, which has its SCIM clients and the states of its connections. */
export const normalizedForm: Patched = {
  isReadFirst: true,
  read: readAnew,
  whole: (_session, snapshot) =>
    Promise.resolve(wholeForm(snapshot) === undefined ? undefined : snapshot),
  send: sendForm,
}
