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

/** A patch body with its intents. */
export interface PatchBody {
  readonly operations: readonly PatchOperation[]
  readonly sent: Intents
}

/** What a guarded patch changes: the document of a project, or its normalized form. */
export interface Patched {
  /** Whether the state has to be read before the first sending too, as it was not read for this. */
  readonly isReadFirst: boolean
  /** The state as the server has it now. */
  read(session: PublishSession): Promise<Result<Snapshot>>
  /** What the patch is applied to, as the server answered it, read again if it is not in memory. */
  whole(session: PublishSession, snapshot: Snapshot): Promise<Snapshot | undefined>
  /** Sends the body with its secrets, and makes the new state of the answer. */
  send(
    session: PublishSession,
    access: WriteAccess,
    snapshot: Snapshot,
    body: JsonValue,
  ): Promise<Result<Snapshot>>
}

/** The parts in which the patches of a publish differ; sending is the same for all. */
export interface GuardedPatch {
  /** Absent for the document of the project. */
  readonly of?: Patched
  /** The body on a snapshot; `undefined` if it differs from the reviewed one. */
  bodyOn(snapshot: Snapshot): PatchBody | undefined
  /** Whether a state shows what was sent; `unknown` if no state can. */
  shows(sent: Intents, snapshot: Snapshot): boolean | 'unknown'
  /** The last check before sending. @param whole the snapshot with the server's whole answer. */
  proves(whole: Snapshot, body: PatchBody): boolean
  finish(sent: Intents, answer: Snapshot): Promise<StepResult>
  /** What a conflict at the newest revision may be about; `undefined` if it can't be. */
  conflicts?(sent: Intents, error: AppError): AppError | undefined
  /** What a refusal means, if it is more than an error. */
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
  // Then it does not tell what became of them: the project is read again.
  if (isJsonArray(snapshot.project['organizations']) && !listsOrganizations(project)) {
    const message = t('The answer to the patch has no organizations')
    return failure(appError('api.unexpected-response', message))
  }
  return success(withProject(snapshot, project, now().toISOString()))
}

/** The snapshot with its whole answer, which is read again if it is not in memory. */
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
  /** What was sent and may have taken effect; even a conflict may be with this same patch. */
  let sent: Intents | undefined
  /** The server refused a revision that it still returns: its reads are late. */
  let isLate = false
  /** Why the last sending did not go through, where it was answered: the project moved, before it or while it waited. */
  let conflict: AppError | undefined
  /** What the last conflict was about if it was not about the revision. */
  let meaning: AppError | undefined

  for (let count = 1; ; count += 1) {
    if (count > attempts && !lost) return reviewAfter(conflict)
    if (count > 1 || of.isReadFirst || session.revisionMayHaveMoved) {
      // Reads may be late, so wait before the second and third one.
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
        // The arrival of a secret cannot be seen, so the edit stays in the draft.
        if (lost && shows === 'unknown') return failed(lost)
      }
    }
    // The last look: what the last sending did.
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
      // A proxy may answer with an error although the server took the request.
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
