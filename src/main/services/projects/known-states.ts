import { statesOf, type ConnectionStates } from '../../../core/model/connection-states'
import type { Snapshot } from '../../../core/model/snapshot'
import type { AppFiles } from '../../files/app-files'

/**
 * What this computer knows of which connections of a state are enabled; `undefined` where that was never
 * asked, or of another revision. A damaged file was set aside and told: then nothing is known.
 */
export async function knownStates(
  files: Pick<AppFiles, 'states'>,
  snapshot: Pick<Snapshot, 'revisionId' | 'summary'>,
): Promise<ConnectionStates | undefined> {
  const kept = await files.states(snapshot.summary.id).read()
  return statesOf(snapshot, kept.ok ? kept.value : undefined)
}
