import { connectionKey, protocols } from '../../../core/model/connection'
import type { KeptStates } from '../../../core/model/connection-states'
import type { ProjectId } from '../../../core/model/project-id'
import type { NormalizedProject } from '../../api/endpoints/normalized'
import type { AppFiles } from '../../files/app-files'

export interface KeepStatesDeps {
  readonly files: Pick<AppFiles, 'states'>
  readonly now: () => Date
  /** Told of a project whose states were kept. */
  readonly onStates: (projectId: ProjectId) => void
}

/** What the normalized form says of which connections are enabled, as told now. */
export function toldStates(
  { states }: NormalizedProject,
  now: () => Date,
): Required<Omit<KeptStates, 'revisionId'>> {
  const byKey: Record<string, 'enabled' | 'disabled'> = {}
  for (const protocol of protocols) {
    for (const { id, state } of states[protocol]) {
      if (state === 'enabled' || state === 'disabled') byKey[connectionKey(protocol, id)] = state
    }
  }
  return { byKey, at: now().toISOString() }
}

/**
 * Keeps with the state of a project which of its connections are enabled. Who asked has the answer, so a failure to
 * keep it is none of the request.
 *
 * @param revisionId of the state on disk; what the form says of another one is not kept
 */
export async function keepStates(
  { files, now, onStates }: KeepStatesDeps,
  projectId: ProjectId,
  revisionId: string | undefined,
  form: NormalizedProject,
): Promise<ReturnType<typeof toldStates>> {
  const told = toldStates(form, now)
  if (revisionId !== undefined && revisionId === (form.revisionId ?? revisionId)) {
    await files.states(projectId).write({ revisionId, ...told })
    onStates(projectId)
  }
  return told
}
