import { rebase } from '../../../core/draft/rebase'
import type { Snapshot } from '../../../core/model/snapshot'
import { saveState, type PublishSession } from './session'

/** The shown part of a project document. */
const shown = ({ project, restHash }: Snapshot) => JSON.stringify([project['services'], restHash])

/**
 * Adopts the new revision that our own organization requests may have created. An answer with another
 * document is late, or somebody else's edit, and is not adopted.
 */
export async function adoptRevision(session: PublishSession): Promise<void> {
  if (!session.revisionMayHaveMoved) return
  const { reader, access, snapshot, draft, files, ownWrites } = session
  const again = await reader.readProject(access, snapshot)
  if (!again.ok || shown(again.value) !== shown(snapshot)) return
  ownWrites.note(snapshot, again.value)
  session.snapshot = again.value
  session.draft = { ...draft, baseRevisionId: again.value.revisionId }
  await saveState(files, session)
}

/** Adopts the server's whole state after a change during a publish, and rebases the rest of the draft. */
export async function adoptAll(session: PublishSession): Promise<void> {
  const { reader, access, snapshot, draft, now } = session
  const again = await reader.read(access, snapshot.summary, { known: snapshot })
  // Without an answer the last state is kept; the next publish reads it again.
  if (!again.ok) return
  session.draft = rebase(draft, snapshot, again.value, now().toISOString())
  session.snapshot = again.value
}
