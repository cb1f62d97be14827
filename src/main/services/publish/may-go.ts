import { rebase } from '../../../core/draft/rebase'
import type { Draft } from '../../../core/draft/draft'
import { appError, type AppError } from '../../../core/errors/app-error'
import { type Result, failure, success } from '../../../core/errors/result'
import { listed } from '../../../core/impact/way-words'
import { t } from '../../../core/language/translate'
import type { Snapshot } from '../../../core/model/snapshot'
import { unconfirmedHarm, type Confirmed } from '../../../core/publish/confirmation'
import { demandOf } from '../../../core/publish/demand'
import { consequencesOf, toldText, type Consequences } from '../../../core/publish/consequences'
import { planPublish, planText, type PublishPlan } from '../../../core/publish/publish-plan'
import type { Access, WriteAccess } from '../../api/client'
import type { GuardsService } from '../guards/guards'
import { readWithForm } from './read-current'
import { failed, review, type PublishSession, type StepResult } from './session'

/** The review a person saw. */
export interface Shown {
  /** Requests (`planText`). */
  readonly plan: string
  /** Impact on people (`toldText`). */
  readonly people: string
}

/** A publish the person agreed to. */
export interface Agreed {
  /** The rest of the draft, and its base state. */
  readonly draft: Draft
  readonly on: Snapshot
  /** Absent if the draft shows the same on this state. */
  readonly shown?: Shown
  /** IDs of excluded changes. */
  readonly excluded: ReadonlySet<string>
  readonly confirmed: Confirmed | undefined
}

export type Leave =
  | {
      readonly kind: 'go'
      readonly access: WriteAccess
      readonly draft: Draft
      readonly review?: Review
    }
  /** Changed since the review: send nothing. */
  | { readonly kind: 'review'; readonly draft: Draft }
  | { readonly kind: 'refused'; readonly error: AppError }

export interface MayGoDeps {
  readonly guards: Pick<GuardsService, 'permit'>
  readonly now: () => Date
}

type Reviewed = Pick<Agreed, 'draft' | 'on' | 'excluded'>

interface Review {
  readonly plan: PublishPlan
  readonly consequences: Consequences
}

function reviewOf({ draft, on, excluded }: Reviewed, nowIso: string): Review {
  const plan = planPublish(on, draft.intents, excluded)
  return { plan, consequences: consequencesOf(on, plan.intents, nowIso) }
}

export function shownOn(reviewed: Reviewed, nowIso: string): Shown {
  const { plan, consequences } = reviewOf(reviewed, nowIso)
  return { plan: planText(plan), people: toldText(consequences) }
}

/** Moves the reviewed changes onto a state; unchanged if requests, impact and conflicts match. */
export function asShownOn(
  agreed: Reviewed & Pick<Agreed, 'shown'>,
  state: Snapshot,
  nowIso: string,
): {
  readonly draft: Draft
  readonly isAsShown: boolean
  readonly review?: Review
} {
  const { draft, on } = agreed
  if (!agreed.shown && state === on) return { draft, isAsShown: true }
  const shown = agreed.shown ?? shownOn(agreed, nowIso)
  const moved = rebase(draft, on, state, nowIso)
  const review = reviewOf({ ...agreed, draft: moved, on: state }, nowIso)
  const { plan, consequences } = review
  const isAsShown =
    planText(plan) === shown.plan &&
    toldText(consequences) === shown.people &&
    // Conflicting changes are left out, which changes or empties the plan.
    plan.steps.length > 0
  return { draft: moved, isAsShown, review }
}

/** Refuses unconfirmed harm to people. */
function checkHarm(
  { consequences }: Review,
  confirmed: Confirmed | undefined,
): AppError | undefined {
  const unknown = unconfirmedHarm(demandOf(consequences).harmed, confirmed)
  const [first] = unknown
  if (first === undefined) return undefined
  const message = t('People of {domains} would be locked out, which was not confirmed', {
    domains: listed(unknown),
  })
  return appError('publish.lock-out', message, { subject: first })
}

/** Whether a request may be sent to this very state; the only source of write permission. */
export async function mayGo(
  { guards, now }: MayGoDeps,
  agreed: Agreed,
  state: Snapshot,
  access: Access,
  mayRepeat?: () => Promise<Result<void>>,
): Promise<Leave> {
  const { confirmed } = agreed
  const { draft, isAsShown, review } = asShownOn(agreed, state, now().toISOString())
  const yes = { pressed: confirmed !== undefined }
  const given = await guards.permit(state.summary, access, yes, mayRepeat)
  // First show a project that has become production, then ask for confirmation.
  const isRefused = !given.ok && (isAsShown || given.error.code !== 'publish.unconfirmed')
  if (isRefused) return { kind: 'refused', error: given.error }
  if (!isAsShown || !given.ok) return { kind: 'review', draft }
  // The impact first shown must be confirmed too.
  const error = agreed.shown && review && checkHarm(review, confirmed)
  if (error) return { kind: 'refused', error }
  return { kind: 'go', access: given.value, draft, ...(review ? { review } : {}) }
}

/** Fresh state, with the normalized form if relevant or if the project changed. */
export function readAnew(session: PublishSession): Promise<Result<Snapshot>> {
  const { reader, access, snapshot, plan } = session
  return readWithForm(session, plan.intents, snapshot, () =>
    reader.read(access, snapshot.summary, { known: snapshot }),
  )
}

/** What remains of the agreement after some requests. */
const rest = ({ draft, snapshot, excluded, confirmed }: PublishSession): Agreed => ({
  draft,
  on: snapshot,
  excluded,
  confirmed,
})

/** Checks before the client's own repetition of an unaccepted request. */
async function mayRepeat(session: PublishSession): Promise<Result<void>> {
  const state = await readAnew(session)
  if (!state.ok) return state
  const nowIso = session.now().toISOString()
  if (asShownOn(rest(session), state.value, nowIso).isAsShown) return success(undefined)
  const message = t('The project changed while the request waited')
  return failure(appError('api.revision-conflict', message))
}

/** Gets permission for the next request and moves the session on, or returns the end. */
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
