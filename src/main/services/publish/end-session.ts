import type { Draft } from '../../../core/draft/draft'
import { success, type Result } from '../../../core/errors/result'
import type { PublishEnd, PublishOutcome } from '../../../core/ipc/publish'
import type { DraftSecrets } from '../draft-secrets'
import { forgetPublished } from './plan-secrets'
import type { SendEnd } from './publish'
import { saveState, type PublishSession } from './session'
import { rebase } from '../../../core/draft/rebase'
import type { Snapshot } from '../../../core/model/snapshot'

const shown = ({ project, restHash }: Snapshot) => JSON.stringify([project['services'], restHash])

/** Adopts the revision of our own requests, unless the document differs (late or foreign). */
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

/** Adopts the server's state after a foreign change and rebases the draft. */
export async function adoptAll(session: PublishSession): Promise<void> {
  const { reader, access, snapshot, draft, now } = session
  const again = await reader.read(access, snapshot.summary, { known: snapshot })
  // Keep the last state; the next publish reads again.
  if (!again.ok) return
  session.draft = rebase(draft, snapshot, again.value, now().toISOString())
  session.snapshot = again.value
}

/** Saves snapshot and draft for another review; `draft.write-failed` if it can't. */
export async function reviewAgain(
  state: Pick<PublishSession, 'files' | 'snapshot' | 'draft' | 'ids'>,
): Promise<Result<Extract<PublishOutcome, { kind: 'review-again' }>>> {
  const { files, snapshot, draft, ids } = state
  const saved = await saveState(files, state)
  return saved.ok ? success({ kind: 'review-again', snapshot, draft, ids }) : saved
}

function toldOf({ mark, requests, warnings, dropped, stayed }: PublishSession): PublishEnd {
  return {
    publishId: mark.publishId,
    requests,
    stayed,
    warnings: [...warnings],
    dropped: [...dropped],
  }
}

/** New plan after the project changed. */
async function endMoved(
  session: PublishSession,
  { refused }: Extract<SendEnd, { kind: 'moved' }>,
  forget: () => Promise<void>,
): Promise<Result<PublishOutcome>> {
  await adoptAll(session)
  const outcome = await reviewAgain(session)
  await session.log.end({
    result: 'moved',
    snapshot: session.snapshot,
    warnings: session.warnings,
  })
  await forget()
  if (!outcome.ok) return outcome
  const end = session.requests > 0 ? { end: toldOf(session) } : {}
  return success({ ...outcome.value, ...(refused ? { refused } : {}), ...end })
}

/** Ends a publish: reads the server, records history, deletes published secrets. */
export async function endSession(
  session: PublishSession,
  end: SendEnd,
  stored: Draft,
  draftSecrets: Pick<DraftSecrets, 'arrived' | 'release'>,
): Promise<Result<PublishOutcome>> {
  const forget = () => forgetPublished(draftSecrets, stored, session.draft)
  if (end.kind === 'moved') return endMoved(session, end, forget)
  await adoptRevision(session)
  const { snapshot, draft, ids, warnings } = session
  const error = end.kind === 'stopped' ? end.error : undefined
  await session.log.end({ result: end.kind, snapshot, warnings, error })
  // A failed step may have marked its attempt in the draft.
  if (end.kind === 'stopped') await saveState(session.files, session)
  // After draft and log are on disk, which may refer to secrets.
  await forget()
  const state = { snapshot, draft, ids }
  if (end.kind === 'published') {
    return success({ kind: 'published', ...state, ...toldOf(session) })
  }
  const { done } = end
  const of = session.plan.steps.length
  const told = done > 0 ? { end: { ...toldOf(session), requests: done } } : {}
  return success({ kind: 'stopped', ...state, done, of, error: end.error, ...told })
}
