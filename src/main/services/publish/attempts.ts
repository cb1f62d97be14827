import {
  intentOf,
  moveIntents,
  sameTarget,
  targetsOf,
  type Intents,
  type Target,
} from '../../../core/editing/intents'
import { success, type Result } from '../../../core/errors/result'
import { saveState, type PublishSession } from './session'

/** Targets that a request would make: sent twice, they would be there twice. */
function createdIn(intents: Intents): Target[] {
  return targetsOf(intents).filter((target) => intentOf(intents, target)?.kind === 'create')
}

function setAttempts(
  session: PublishSession,
  targets: readonly Target[],
  attemptedAt: string | undefined,
): void {
  let { intents } = session.draft
  for (const target of targetsOf(intents)) {
    const before = intentOf(intents, target)
    if (!before || !targets.some((item) => sameTarget(item, target))) continue
    const { attemptedAt: _earlier, ...rest } = before
    const after = attemptedAt === undefined ? rest : { ...rest, attemptedAt }
    intents = moveIntents(intents, { target, before, after }, 'forward')
  }
  session.draft = { ...session.draft, intents }
}

/**
 * Writes down, before a request is sent, what it would create: after a crash or a lost answer the
 * draft then knows that it may exist already.
 */
export async function markAttempts(
  session: PublishSession,
  intents: Intents,
): Promise<Result<void>> {
  const targets = createdIn(intents)
  if (targets.length === 0) return success(undefined)
  setAttempts(session, targets, session.now().toISOString())
  return saveState(session.files, session.snapshot, session.draft)
}

/** Takes that back after a refusal: it was certainly not made. */
export function clearAttempts(session: PublishSession, intents: Intents): void {
  setAttempts(session, createdIn(intents), undefined)
}
