import type { Step } from '../../../core/draft/draft'
import {
  intentOf,
  moveIntents,
  sameTarget,
  targetsOf,
  type EntityIntent,
  type IntentChange,
  type Intents,
  type Target,
} from '../../../core/intents/intents'
import { success, type Result } from '../../../core/errors/result'
import { saveState, type PublishSession } from './session'

/** Targets that a request would create, and that would exist twice if it were sent twice. */
function createdIn(intents: Intents): Target[] {
  return targetsOf(intents).filter((target) => intentOf(intents, target)?.kind === 'create')
}

function withAttempt(entity: EntityIntent, attemptedAt: string | undefined): EntityIntent {
  const { attemptedAt: _earlier, ...rest } = entity
  return attemptedAt === undefined ? rest : { ...rest, attemptedAt }
}

/** The same in the history step that creates the target, so that it survives undo and redo. */
function stepWithAttempt(
  step: Step,
  isMeant: (target: Target) => boolean,
  attemptedAt: string | undefined,
): Step {
  const mark = (entity: EntityIntent | undefined) =>
    entity?.kind === 'create' ? withAttempt(entity, attemptedAt) : entity
  const changes = step.changes.map((change): IntentChange => {
    if (change.field !== undefined || !isMeant(change.target)) return change
    const [before, after] = [mark(change.before), mark(change.after)]
    return { target: change.target, ...(before ? { before } : {}), ...(after ? { after } : {}) }
  })
  return { ...step, changes }
}

function setAttempts(
  session: PublishSession,
  targets: readonly Target[],
  attemptedAt: string | undefined,
): void {
  const isMeant = (target: Target) => targets.some((item) => sameTarget(item, target))
  let { intents } = session.draft
  for (const target of targetsOf(intents).filter(isMeant)) {
    const before = intentOf(intents, target)
    if (!before) continue
    const after = withAttempt(before, attemptedAt)
    intents = moveIntents(intents, { target, before, after }, 'forward')
  }
  const past = session.draft.past.map((step) => stepWithAttempt(step, isMeant, attemptedAt))
  session.draft = { ...session.draft, intents, past }
}

/**
 * Records, before a request is sent, what it would create: after a crash or a lost answer the draft then
 * knows that it may exist already.
 */
export async function markAttempts(
  session: PublishSession,
  intents: Intents,
): Promise<Result<void>> {
  const targets = createdIn(intents)
  if (targets.length === 0) return success(undefined)
  setAttempts(session, targets, session.now().toISOString())
  return saveState(session.files, session)
}

/** Removes that record after a refusal, when nothing was created. */
export function clearAttempts(session: PublishSession, intents: Intents): void {
  setAttempts(session, createdIn(intents), undefined)
}
