import { findConflicts } from '../../../core/conflict/conflicts'
import { rebase } from '../../../core/conflict/rebase'
import type { Draft } from '../../../core/draft/draft'
import type { AppError } from '../../../core/errors/app-error'
import type { Result } from '../../../core/errors/result'
import type { ConnectionStates } from '../../../core/model/connection-states'
import type { Snapshot } from '../../../core/model/snapshot'
import { consequencesOf, toldText } from '../../../core/publish/consequences'
import { planPublish, planText, type PublishPlan } from '../../../core/publish/publish-plan'
import type { Access, WriteAccess } from '../../api/client'
import type { GuardsService } from '../guards/guards'
import { checkLockOuts } from './check-lock-outs'

/** What a person was shown of a publish. */
export interface Shown {
  /** What is sent (`planText`). */
  readonly plan: string
  /** What it does to people (`toldText`). */
  readonly people: string
}

/** A publish that a person saw and agreed to. */
export interface Agreed {
  /** The draft, or what is left of it after some requests, and the state that it stands on. */
  readonly draft: Draft
  readonly on: Snapshot
  /** Absent where it is what the draft shows on that very state. */
  readonly shown?: Shown
  /** Ids of the changes that the person left out. */
  readonly excluded: ReadonlySet<string>
  /** What was known of which connections are enabled: the same facts for what was shown and what is sent. */
  readonly states: ConnectionStates | undefined
  /** As the person typed it; needed in production. */
  readonly confirmedSlug: string | undefined
  /** Domains that the person confirmed to lock out. */
  readonly confirmedLockOuts: readonly string[]
}

/** Whether a request may go, with the draft as it stands on the state in question. */
export type Leave =
  | { readonly kind: 'go'; readonly access: WriteAccess; readonly draft: Draft }
  /** Something is not as it was shown: nothing is sent before it is reviewed again. */
  | { readonly kind: 'review'; readonly draft: Draft }
  | { readonly kind: 'refused'; readonly error: AppError }

export interface MayGoDeps {
  readonly guards: Pick<GuardsService, 'permit'>
  readonly now: () => Date
}

/** A draft on the state that it stands on, as a review shows it. */
type Reviewed = Pick<Agreed, 'draft' | 'on' | 'excluded' | 'states'>

function reviewOf(
  { draft, on, excluded, states }: Reviewed,
  nowIso: string,
): Shown & { readonly of: PublishPlan } {
  const of = planPublish(on, draft.intents, excluded)
  const people = toldText(consequencesOf(on, of.intents, nowIso, states))
  return { of, plan: planText(of), people }
}

/** What a review shows. */
export function shownOn(reviewed: Reviewed, nowIso: string): Shown {
  const { plan, people } = reviewOf(reviewed, nowIso)
  return { plan, people }
}

/**
 * Moves what was agreed to onto a state. It is as it was shown if the same would be sent there, the same happens
 * to people, and nothing of it is in conflict.
 */
export function asShownOn(
  agreed: Reviewed & Pick<Agreed, 'shown'>,
  state: Snapshot,
  nowIso: string,
): { readonly draft: Draft; readonly isAsShown: boolean } {
  const { draft, on } = agreed
  if (!agreed.shown && state === on) return { draft, isAsShown: true }
  const shown = agreed.shown ?? shownOn(agreed, nowIso)
  const moved = rebase(draft, on, state, nowIso)
  const { of, plan, people } = reviewOf({ ...agreed, draft: moved, on: state }, nowIso)
  const isAsShown =
    plan === shown.plan &&
    people === shown.people &&
    of.steps.length > 0 &&
    findConflicts(state, of.intents).length === 0
  return { draft: moved, isAsShown }
}

/**
 * Whether a request of a publish may go to a state. It is asked before every sending, of the very state that the
 * request goes to, and nothing else gives a publish leave to write.
 *
 * @param access to the project's workspace
 * @param mayRepeat asked before the client repeats the request after a wait; a refusal ends it unsent
 */
export async function mayGo(
  { guards, now }: MayGoDeps,
  agreed: Agreed,
  state: Snapshot,
  access: Access,
  mayRepeat?: () => Promise<Result<void>>,
): Promise<Leave> {
  const { draft, isAsShown } = asShownOn(agreed, state, now().toISOString())
  const given = await guards.permit(state.summary, access, agreed.confirmedSlug, mayRepeat)
  // A project that became one in production is shown as such before its slug is asked.
  const isRefused = !given.ok && (isAsShown || given.error.code !== 'guard.slug')
  if (isRefused) return { kind: 'refused', error: given.error }
  if (!isAsShown || !given.ok) return { kind: 'review', draft }
  // What is as it was shown has the same lock-outs; what was shown at first has to be confirmed too.
  if (agreed.shown) {
    const plan = planPublish(state, draft.intents, agreed.excluded)
    const known = checkLockOuts(state, plan, agreed.confirmedLockOuts, agreed.states)
    if (!known.ok) return { kind: 'refused', error: known.error }
  }
  return { kind: 'go', access: given.value, draft }
}
