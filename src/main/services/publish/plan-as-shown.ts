import { findConflicts } from '../../../core/conflict/conflicts'
import { rebase } from '../../../core/conflict/rebase'
import type { Draft } from '../../../core/draft/draft'
import { planPublish, planText, type PublishPlan } from '../../../core/publish/publish-plan'
import type { CurrentState } from './read-current'

export interface MovedDraft {
  /** The saved draft, moved onto the fresh snapshot. */
  readonly draft: Draft
  /** `undefined` if it differs from the reviewed plan, has a conflict or is empty. */
  readonly plan: PublishPlan | undefined
}

/**
 * Moves the draft onto the fresh snapshot and plans its publish.
 * @param shown the reviewed plan (`planText`)
 * @param excluded ids of the changes that the person left out
 * @param at ISO 8601
 */
export function planAsShown(
  { stored, before, snapshot }: Pick<CurrentState, 'stored' | 'before' | 'snapshot'>,
  shown: string,
  excluded: ReadonlySet<string>,
  at: string,
): MovedDraft {
  const draft = rebase(stored, before, snapshot, at)
  const plan = planPublish(snapshot, draft.intents, excluded)
  const isAsShown =
    planText(plan) === shown &&
    plan.steps.length > 0 &&
    findConflicts(snapshot, plan.intents).length === 0
  return { draft, plan: isAsShown ? plan : undefined }
}
