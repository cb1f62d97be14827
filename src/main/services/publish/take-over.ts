import { rebase } from '../../../core/conflict/rebase'
import type { Snapshot } from '../../../core/model/snapshot'
import { saveState, type PublishSession } from './session'

/** What the window shows of a project document. */
const shown = ({ project, restHash }: Snapshot) => JSON.stringify([project['services'], restHash])

/**
 * Takes over the revision that our own organization requests may have made. An answer that shows
 * another document is late, or someone else's edit: neither is taken for ours.
 */
export async function takeOverRevision(session: PublishSession): Promise<void> {
  if (!session.revisionMayHaveMoved) return
  const { reader, access, snapshot, draft, files, ownWrites } = session
  const again = await reader.readProject(access, snapshot)
  if (!again.ok || shown(again.value) !== shown(snapshot)) return
  ownWrites.note(snapshot, again.value)
  session.snapshot = again.value
  session.draft = { ...draft, baseRevisionId: again.value.revisionId }
  await saveState(files, session.snapshot, session.draft)
}

/** Something moved half way: the rest of the draft goes onto all that is there now. */
export async function takeOverAll(session: PublishSession): Promise<void> {
  const { reader, access, snapshot, draft, now } = session
  const again = await reader.read(access, snapshot.summary, { known: snapshot })
  // Without an answer it stays on what was read last; the next publish reads it anew.
  if (!again.ok) return
  session.draft = rebase(draft, snapshot, again.value, now().toISOString())
  session.snapshot = again.value
}
