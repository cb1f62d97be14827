import { compilePatch, type PatchOperation } from '../../../core/editing/compile'
import { writeOnlyFields } from '../../../core/editing/fields'
import { noIntents, targetsOf, type Intents } from '../../../core/editing/intents'
import { provesPatch } from '../../../core/editing/prove-patch'
import { fillSecrets, patchOf, planPublish } from '../../../core/editing/publish-plan'
import { droppedFields } from '../../../core/editing/publish-record'
import { rebase } from '../../../core/editing/rebase'
import { findConflicts } from '../../../core/editing/conflicts'
import { appError, type AppError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import type { Snapshot } from '../../../core/model/snapshot'
import { getProject, patchProjectWithRevision } from '../../api/endpoints/projects'
import { withProject } from '../project-reader'
import { failed, isLost, recordDone, review, type PublishSession, type StepResult } from './session'

const attempts = 3

/** The body that the person agreed to, with real ids where stand-ins were shown. */
function agreedBody({ planned, plan, ids }: PublishSession): string {
  return JSON.stringify(compilePatch(planned, plan.intents, ids))
}

/** Reads the document anew; organizations are known better from the answers to our own requests. */
export async function readProjectAgain(session: PublishSession): Promise<Result<Snapshot>> {
  const { client, access, projectId, snapshot, now } = session
  const project = await getProject(client, access, projectId)
  if (!project.ok) return project
  return success(withProject(snapshot, project.value, now().toISOString()))
}

/** The connections' part of what is published, on a snapshot; `undefined` when it is not as agreed. */
function bodyOn(
  session: PublishSession,
  snapshot: Snapshot,
): { operations: readonly PatchOperation[]; sent: Intents } | undefined {
  const { draft, now, excluded } = session
  const moved = rebase(draft, session.snapshot, snapshot, now().toISOString())
  const plan = planPublish(snapshot, moved.intents, excluded)
  const operations = patchOf(plan)
  if (findConflicts(snapshot, plan.intents).length > 0) return undefined
  if (JSON.stringify(operations) !== agreedBody(session)) return undefined
  return { operations, sent: { ...noIntents, connection: plan.intents.connection } }
}

/** Whether an answer can show that the edits are there at all. */
function isVisible(sent: Intents): boolean {
  return Object.values(sent.connection).some(
    ({ kind, fields }) =>
      kind !== 'edit' || Object.keys(fields).some((field) => !writeOnlyFields.has(field)),
  )
}

/** After an attempt of unknown end: the state that shows our edits, if it does. */
function showsEdits(sent: Intents, snapshot: Snapshot): boolean {
  return isVisible(sent) && droppedFields(sent, snapshot, {}).length === 0
}

/** The guarded patch. What it sends is what was shown, whatever happened to the project between. */
export async function patchStep(session: PublishSession): Promise<StepResult> {
  let snapshot = session.snapshot
  let lost: { readonly error: AppError; readonly sent: Intents } | undefined

  for (let count = 1; count <= attempts; count += 1) {
    if (count > 1 || session.revisionMayHaveMoved) {
      const again = await readProjectAgain(session)
      if (!again.ok) return failed(lost?.error ?? again.error)
      const moved = again.value.revisionId !== session.snapshot.revisionId
      snapshot = again.value
      session.revisionMayHaveMoved = false
      if (lost && moved) {
        if (showsEdits(lost.sent, snapshot)) return finish(session, lost.sent, snapshot)
        // Whether a secret arrived cannot be seen, so nothing is claimed and the edit stays.
        if (!isVisible(lost.sent)) return failed(lost.error)
      }
    }
    const body = bodyOn(session, snapshot)
    if (!body) {
      session.draft = rebase(session.draft, session.snapshot, snapshot, session.now().toISOString())
      session.snapshot = snapshot
      return review
    }
    session.snapshot = snapshot
    if (!provesPatch(snapshot, body.sent, body.operations, session.ids)) {
      const message = 'The patch would not give the edited document, so it was not sent'
      return failed(appError('draft.patch-failed', message))
    }
    const answer = await send(session, snapshot, body.operations)
    if (answer.ok) return finish(session, body.sent, answer.value)
    const { error } = answer
    if (isLost(error)) lost = { error, sent: body.sent }
    else if (error.code !== 'api.revision-conflict') return failed(error)
  }
  if (lost) return failed(lost.error)
  session.revisionMayHaveMoved = true
  return review
}

async function send(
  session: PublishSession,
  snapshot: Snapshot,
  operations: readonly PatchOperation[],
): Promise<Result<Snapshot>> {
  const { client, access, projectId, secrets, now, warnings } = session
  let missing = ''
  const body = fillSecrets(operations, (reference) => {
    const secret = secrets.get(reference)
    if (secret === undefined) missing = reference
    return secret ?? ''
  })
  if (missing !== '') return failure(appError('secret.missing', 'A secret has to be typed again'))
  const target = { projectId, revisionId: snapshot.revisionId }
  const answer = await patchProjectWithRevision(client, access, target, body)
  if (!answer.ok) return answer
  for (const { code, message } of answer.value.warnings) {
    warnings.push(code === undefined ? { message } : { code, message })
  }
  return success(withProject(snapshot, answer.value.project, now().toISOString()))
}

function finish(session: PublishSession, sent: Intents, answer: Snapshot): Promise<StepResult> {
  return recordDone(session, targetsOf(sent), answer)
}
