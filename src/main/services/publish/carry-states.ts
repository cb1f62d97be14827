import type { AppFiles } from '../../files/app-files'
import type { ProjectId } from '../../../core/model/project-id'

/**
 * Lets what is known of which connections are enabled hold for the revision that a publish left: its patch changes
 * single fields and no state, so only the number of the revision is another. What is known of a revision other than
 * the one before says nothing, and stays as it is. A failure costs no more than a look at the server.
 *
 * @param before revision on which the publish was planned
 */
export async function carryStates(
  files: Pick<AppFiles, 'states'>,
  projectId: ProjectId,
  before: string,
  after: string,
): Promise<void> {
  const file = files.states(projectId)
  const kept = await file.read()
  if (!kept.ok || kept.value?.revisionId !== before || before === after) return
  await file.write({ ...kept.value, revisionId: after })
}
