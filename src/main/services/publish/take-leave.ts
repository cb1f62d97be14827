import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { Snapshot } from '../../../core/model/snapshot'
import type { WriteAccess } from '../../api/client'
import { asShownOn, mayGo, type Agreed } from './may-go'
import { keepThere, statesThere } from './states-there'
import { readWithClients } from './read-clients'
import { failed, review, type PublishSession, type StepResult } from './session'

/** The state as the server has it now, with organizations, and with SCIM clients if the plan concerns them. */
export function readAnew(session: PublishSession): Promise<Result<Snapshot>> {
  const { reader, access, snapshot, plan } = session
  return readWithClients(session, plan.intents, () =>
    reader.read(access, snapshot.summary, { known: snapshot }),
  )
}

/** What is left of what the person agreed to: by now it is what the rest of the draft shows. */
const rest = ({ draft, snapshot, excluded, states, confirmed }: PublishSession): Agreed => ({
  draft,
  on: snapshot,
  excluded,
  states,
  confirmed,
})

/** What is known of which connections are enabled on a state of the server. */
const statesOn = (session: PublishSession, state: Snapshot) =>
  statesThere(session, session.access, state, {
    revisionId: session.snapshot.revisionId,
    states: session.states,
  })

/** Before a repetition that the client makes by itself, since the server did not take the request. */
async function mayRepeat(session: PublishSession): Promise<Result<void>> {
  const state = await readAnew(session)
  if (!state.ok) return state
  const { states } = await statesOn(session, state.value)
  const nowIso = session.now().toISOString()
  if (asShownOn(rest(session), state.value, nowIso, states).isAsShown) return success(undefined)
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
  const there = await statesOn(session, state)
  const agreed = rest(session)
  const leave = await mayGo({ guards, now }, agreed, state, there, access, () => mayRepeat(session))
  if (leave.kind === 'refused') return failed(leave.error)
  session.states = there.states
  if (there.form) session.statesRevision = state.revisionId
  await keepThere(session, state, there)
  session.draft = leave.draft
  session.snapshot = state
  session.isRead = false
  return leave.kind === 'review' ? review : { kind: 'go', access: leave.access }
}
