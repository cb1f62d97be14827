import { compilePatch } from '../../../core/patch/compile'
import { findConflicts } from '../../../core/conflict/conflicts'
import { targetsOf, type Intents } from '../../../core/intents/intents'
import { provesPatch } from '../../../core/patch/prove-patch'
import { patchedIntents, patchOf, planPublish } from '../../../core/publish/publish-plan'
import { droppedFields } from '../../../core/publish/dropped-fields'
import { rebase } from '../../../core/conflict/rebase'
import { writeOnlyFields } from '../../../core/fields/fields'
import type { Snapshot } from '../../../core/model/snapshot'
import { sendGuarded, type PatchBody } from './guarded-patch'
import { recordDone, type PublishSession, type StepResult } from './session'

/** The reviewed body, with real ids in place of placeholders. */
function agreedBody({ planned, plan, ids }: PublishSession): string {
  return JSON.stringify(compilePatch(planned, plan.intents, ids))
}

/** The body for connections, on a snapshot; `undefined` if it differs from the reviewed one. */
function bodyOn(session: PublishSession, snapshot: Snapshot): PatchBody | undefined {
  const { draft, now, excluded } = session
  const moved = rebase(draft, session.snapshot, snapshot, now().toISOString())
  const plan = planPublish(snapshot, moved.intents, excluded)
  const operations = patchOf(plan)
  if (findConflicts(snapshot, plan.intents).length > 0) return undefined
  if (JSON.stringify(operations) !== agreedBody(session)) return undefined
  return { operations, sent: patchedIntents(plan) }
}

/** Whether an answer can show that any of the edits took effect. */
function isVisible(sent: Intents): boolean {
  return [...Object.values(sent.connection), ...Object.values(sent.organization)]
    .concat(Object.values(sent.method))
    .some(
      ({ kind, fields }) =>
        kind !== 'edit' || Object.keys(fields).some((field) => !writeOnlyFields.has(field)),
    )
}

/** The guarded patch of connections, and of everything else in the project document. */
export function patchStep(session: PublishSession): Promise<StepResult> {
  return sendGuarded(session, {
    bodyOn: (snapshot) => bodyOn(session, snapshot),
    shows: (sent, snapshot) =>
      isVisible(sent) ? droppedFields(sent, snapshot, {}).length === 0 : 'unknown',
    proves: (whole, { sent, operations }) => provesPatch(whole, sent, operations, session.ids),
    finish: (sent, answer) => recordDone(session, targetsOf(sent), answer),
  })
}
