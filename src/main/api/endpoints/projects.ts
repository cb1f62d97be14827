import { failure, type Result } from '../../../core/errors/result'
import type { JsonValue } from '../../../core/model/json'
import { uuidAt } from '../uuid-at'
import type { Access, ApiClient, CallOptions, WriteAccess } from '../client'
import { projectAnswer, updateAnswer, type WireProject } from '../wire/project'
import type { ProjectId } from '../../../core/model/project-id'

export interface ProjectUpdate {
  readonly project: WireProject
  readonly warnings: { readonly code?: number | undefined; readonly message: string }[]
}

/** operationId getProject; a deleted project is returned too, an unknown one is `api.forbidden`. */
export async function getProject(
  client: ApiClient,
  access: Access,
  projectId: ProjectId,
  signal?: AbortSignal,
  onWait?: CallOptions['onWait'],
): Promise<Result<WireProject>> {
  const uuid = uuidAt(access, projectId)
  if (!uuid.ok) return uuid
  const segments = ['projects', uuid.value]
  const answer = projectAnswer(uuid.value)
  return client.send({ access, method: 'GET', segments, answer, signal, onWait })
}

/** operationId patchProjectWithRevision; `api.revision-conflict` at any other revision. */
export async function patchProjectWithRevision(
  client: ApiClient,
  access: WriteAccess,
  target: { readonly projectId: ProjectId; readonly revisionId: string },
  operations: JsonValue,
  options: CallOptions = {},
): Promise<Result<ProjectUpdate>> {
  const uuid = uuidAt(access, target.projectId)
  if (!uuid.ok) return uuid
  const result = await client.send({
    ...options,
    access,
    method: 'PATCH',
    segments: ['projects', uuid.value, 'revision', target.revisionId],
    body: operations,
    answer: updateAnswer(uuid.value),
  })
  if (result.ok) {
    const warnings = (result.value.warnings ?? []).map(({ code, message }) =>
      code === undefined ? { message } : { code, message },
    )
    return { ok: true, value: { project: result.value.project, warnings } }
  }
  if (result.error.status !== 409) return result
  return failure({ ...result.error, code: 'api.revision-conflict' })
}
