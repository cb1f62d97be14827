import type { PatchOperation } from '../../../core/patch/compile'
import { fillSecrets } from '../../../core/publish/fill-secrets'
import { holdsReference } from '../../../core/intents/secret-places'
import type { Intents } from '../../../core/intents/intents'
import { appError, type AppError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { isJsonArray, type JsonValue } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import type { WriteAccess } from '../../api/client'
import { patchProjectWithRevision } from '../../api/endpoints/projects'
import { withWholeAnswer } from '../projects/full-documents'
import { listsOrganizations, withProject } from '../projects/project-reader'
import {
  clearAttempts,
  markAttempts,
  failed,
  isLost,
  isOvertaken,
  reviewAfter,
  type PublishSession,
  type StepResult,
} from './session'
import { misplaced } from './plan-secrets'
import { readAnew, takeLeave } from './may-go'

export interface PatchBody {
  readonly operations: readonly PatchOperation[]
  readonly sent: Intents
}

/** What a patch changes: a project's document or its normalized form. */
export interface Patched {
  /** Whether to read the state before the first attempt. */
  readonly isReadFirst: boolean
  read(session: PublishSession): Promise<Result<Snapshot>>
  /** The full document as the server returned it, read again if it isn't in memory. */
  whole(session: PublishSession, snapshot: Snapshot): Promise<Snapshot | undefined>
  /** Sends the body with its secrets and returns the new state. */
  send(
    session: PublishSession,
    access: WriteAccess,
    snapshot: Snapshot,
    body: JsonValue,
  ): Promise<Result<Snapshot>>
}

/** What differs between the patches of a publish. */
export interface GuardedPatch {
  /** Default: the document. */
  readonly of?: Patched
  /** The body on a snapshot; `undefined` if it differs from the reviewed one. */
  bodyOn(snapshot: Snapshot): PatchBody | undefined
  /** Whether a state shows the effect; `unknown` if no state can. */
  shows(sent: Intents, snapshot: Snapshot): boolean | 'unknown'
  /** Last check before sending; `whole` has the server's full answer. */
  proves(whole: Snapshot, body: PatchBody): boolean
  finish(sent: Intents, answer: Snapshot): Promise<StepResult>
  /** What a conflict at the newest revision may be about; `undefined` if it can't be. */
  conflicts?(sent: Intents, error: AppError): AppError | undefined
  refused?(sent: Intents, error: AppError): Promise<StepResult | undefined>
}

const attempts = 3

async function send(
  of: Patched,
  session: PublishSession,
  access: WriteAccess,
  snapshot: Snapshot,
  operations: readonly PatchOperation[],
): Promise<Result<Snapshot>> {
  const { secrets } = session
  let missing = ''
  const body = fillSecrets(operations, (reference) => {
    const secret = secrets.get(reference)
    if (secret === undefined) missing = reference
    return secret ?? ''
  })
  if (holdsReference(body)) return failure(misplaced())
  if (missing !== '') {
    return failure(appError('secret.missing', t('A secret has to be typed again')))
  }
  return of.send(session, access, snapshot, body)
}

async function sendDocument(
  { client, projectId, now, warnings }: PublishSession,
  access: WriteAccess,
  snapshot: Snapshot,
  body: JsonValue,
): Promise<Result<Snapshot>> {
  const target = { projectId, revisionId: snapshot.revisionId }
  const answer = await patchProjectWithRevision(client, access, target, body)
  if (!answer.ok) return answer
  for (const { code, message } of answer.value.warnings) {
    warnings.push(code === undefined ? { message } : { code, message })
  }
  const { project } = answer.value
  // The answer lacks organizations, so read the project again.
  if (isJsonArray(snapshot.project['organizations']) && !listsOrganizations(project)) {
    const message = t('The answer to the patch has no organizations')
    return failure(appError('api.unexpected-response', message))
  }
  return success(withProject(snapshot, project, now().toISOString()))
}

async function wholeOf(
  { reader, access }: PublishSession,
  snapshot: Snapshot,
): Promise<Snapshot | undefined> {
  const known = withWholeAnswer(snapshot)
  if (known) return known
  const again = await reader.readProject(access, snapshot)
  const same = again.ok && again.value.revisionId === snapshot.revisionId
  return same ? withWholeAnswer(again.value) : undefined
}

const projectDocument: Patched = {
  isReadFirst: false,
  read: readAnew,
  whole: wholeOf,
  send: sendDocument,
}

/** State after a conflict, or its cause if the revision is still newest after a second look. */
async function afterConflict(
  session: PublishSession,
  read: () => Promise<Result<Snapshot>>,
  revisionId: string,
  meaning: AppError | undefined,
): Promise<Result<Snapshot>> {
  const state = await read()
  if (!meaning || !state.ok || state.value.revisionId !== revisionId) return state
  await session.pause(1000)
  const again = await read()
  return again.ok && again.value.revisionId === revisionId ? failure(meaning) : again
}

/** Patches one revision; resends if everything is still as reviewed, looks up lost answers. */
export async function sendGuarded(
  session: PublishSession,
  patch: GuardedPatch,
): Promise<StepResult> {
  const { of = projectDocument } = patch
  let snapshot = session.snapshot
  let lost: AppError | undefined
  /** Sent and maybe in effect; even a conflict may be with this same patch. */
  let sent: Intents | undefined
  /** The server refused a revision that it still returns: its reads are late. */
  let isLate = false
  /** Why the last answered attempt failed: the project moved. */
  let conflict: AppError | undefined
  /** Cause of a conflict that isn't about the revision. */
  let meaning: AppError | undefined

  for (let count = 1; ; count += 1) {
    if (count > attempts && !lost) return reviewAfter(conflict)
    if (count > 1 || of.isReadFirst || session.revisionMayHaveMoved) {
      // Reads may be late.
      if (lost || isLate) await session.pause(1000 * (count - 1))
      const again = await afterConflict(
        session,
        () => of.read(session),
        snapshot.revisionId,
        lost ? undefined : meaning,
      )
      if (!again.ok) {
        if (again.error === meaning && sent) clearAttempts(session, sent)
        return failed(lost ?? again.error)
      }
      const moved = again.value.revisionId !== session.snapshot.revisionId
      snapshot = again.value
      session.revisionMayHaveMoved = false
      isLate = sent !== undefined && !moved
      if (sent && moved) {
        const shows = patch.shows(sent, snapshot)
        if (shows === true) return patch.finish(sent, snapshot)
        // Arrival of a secret can't be seen; keep the edit.
        if (lost && shows === 'unknown') return failed(lost)
      }
    }
    // Final look after the last attempt.
    if (lost && count > attempts) return failed(lost)
    const leave = await takeLeave(session, snapshot)
    if (leave.kind === 'review') return reviewAfter(lost ?? conflict)
    if (leave.kind !== 'go') return leave
    const body = patch.bodyOn(snapshot)
    if (!body) return reviewAfter(lost ?? conflict)
    const whole = await of.whole(session, snapshot)
    if (!whole || !patch.proves(whole, body)) {
      const message = t('The patch would not produce the edited document, so it was not sent')
      return failed(appError('draft.patch-failed', message))
    }
    const marked = await markAttempts(session, body.sent)
    if (!marked.ok) return failed(marked.error)
    session.ownWrites.sending(snapshot)
    const answer = await send(of, session, leave.access, snapshot, body.operations)
    if (answer.ok) return patch.finish(body.sent, answer.value)
    const { error } = answer
    const isConflict = error.code === 'api.revision-conflict'
    if (isOvertaken(error)) {
      if (!sent) clearAttempts(session, body.sent)
      conflict = error
      continue
    }
    if (!isLost(error) && !isConflict) {
      // A proxy may report an error although the server accepted.
      const again = await of.read(session)
      const isMoved = again.ok && again.value.revisionId !== snapshot.revisionId
      if (isMoved && patch.shows(body.sent, again.value) === true) {
        return patch.finish(body.sent, again.value)
      }
      if (!sent) clearAttempts(session, body.sent)
      return (await patch.refused?.(body.sent, error)) ?? failed(error)
    }
    sent = body.sent
    conflict = isConflict ? error : undefined
    meaning = isConflict ? patch.conflicts?.(sent, error) : undefined
    if (!isConflict) lost = error
  }
}
