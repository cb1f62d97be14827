import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { Snapshot } from '../../../core/model/snapshot'
import type { WriteAccess } from '../../api/client'
import { asShownOn, mayGo, type Agreed } from './may-go'
import { readWithForm } from './read-with-form'
import { failed, review, type PublishSession, type StepResult } from './session'

/** The state as the server has it now, with the normalized form if the plan concerns it or the project changed. */
export function readAnew(session: PublishSession): Promise<Result<Snapshot>> {
  const { reader, access, snapshot, plan } = session
  return readWithForm(session, plan.intents, snapshot, () =>
    reader.read(access, snapshot.summary, { known: snapshot }),
  )
}

/** What is left of what the person agreed to: by now it is what the rest of the draft shows. */
const rest = ({ draft, snapshot, excluded, confirmed }: PublishSession): Agreed => ({
  draft,
  on: snapshot,
  excluded,
  confirmed,
})

/** Before a repetition that the client makes by itself, since the server did not take the request. */
async function mayRepeat(session: PublishSession): Promise<Result<void>> {
  const state = await readAnew(session)
  if (!state.ok) return state
  const nowIso = session.now().toISOString()
  if (asShownOn(rest(session), state.value, nowIso).isAsShown) return success(undefined)
  const message = t('The project changed while the request waited')
  return failure(appError('api.revision-conflict', message))
}

/**
 * Takes leave for the next request on the state that it goes to, and moves the session onto that state.
 * @returns how the step ends, where it may not go
 */
export async function takeLeave(
  session: PublishSession,
  state: Snapshot,
): Promise<{ readonly kind: 'go'; readonly access: WriteAccess } | StepResult> {
  const { guards, now, access } = session
  const agreed = rest(session)
  const leave = await mayGo({ guards, now }, agreed, state, access, () => mayRepeat(session))
  if (leave.kind === 'refused') return failed(leave.error)
  session.draft = leave.draft
  session.snapshot = state
  session.isRead = false
  return leave.kind === 'review' ? review : { kind: 'go', access: leave.access }
}
