import { z } from 'zod'
import {
  intentChangeSchema,
  intentsSchema,
  moveManyIntents,
  noIntents,
  targetsOf,
  type IntentChange,
} from '../intents/intents'
import { currentLanguage, languages } from '../language/locale'
import { t } from '../language/translate'
import { projectIdSchema, type ProjectId } from '../model/project-id'

/** One step of the history: what a person did, with the changes to undo and redo it. */
export const stepSchema = z.object({
  /** Unique in its draft; never reused. */
  id: z.string().min(1),
  label: z.string(),
  /** ISO 8601 time of its last change, such as the last keystroke. */
  at: z.string(),
  /** Consecutive steps of the same group become one, such as typing in one field. */
  group: z.string().optional(),
  /** What it was for, where its fields do not say it, such as `revert of …`: a phrase for the summary of a publish. */
  about: z.string().optional(),
  /** Language of `about`, which is used in that language alone; steps of earlier versions do not say it. */
  language: z.enum(languages).optional(),
  changes: z.array(intentChangeSchema),
})
export type Step = z.infer<typeof stepSchema>

/** A step to record. Without an `id` it gets the draft's next free number. */
export type NewStep = Omit<Step, 'id' | 'language'> & { readonly id?: string }

/** Undone steps that were abandoned by making a different edit. */
export const branchSchema = z.object({
  /** The id of its first step. */
  id: z.string(),
  /** The step it branches off after; absent where it branches off the beginning. */
  after: z.string().optional(),
  steps: z.array(stepSchema).min(1),
})
export type Branch = z.infer<typeof branchSchema>

/** Published steps. They are only shown: their changes are now the server's. */
export const publishedStepsSchema = z.object({
  /** Of the publish in the publish history. */
  publishId: z.string(),
  /** ISO 8601 time of the publish. */
  at: z.string(),
  steps: z.array(stepSchema.pick({ id: true, label: true, at: true })),
})
export type PublishedSteps = z.infer<typeof publishedStepsSchema>

/** Edits stored on this machine against a base revision, with their history as a tree. Immutable. */
export const draftSchema = z.object({
  projectId: projectIdSchema,
  /** Revision that the intents were last compared with. */
  baseRevisionId: z.string(),
  intents: intentsSchema,
  past: z.array(stepSchema),
  /** Undone steps that can be redone, the next one first. */
  future: z.array(stepSchema),
  branches: z.array(branchSchema),
  /** Published steps, the oldest publish first; older drafts have none. */
  earlier: z.array(publishedStepsSchema).default([]),
})
export type Draft = z.infer<typeof draftSchema>

export function emptyDraft(projectId: ProjectId, baseRevisionId: string): Draft {
  const history = { past: [], future: [], branches: [], earlier: [] }
  return { projectId, baseRevisionId, intents: noIntents, ...history }
}

/** Whether there is anything to publish. A draft without intents may still have history. */
export function hasChanges(draft: Draft): boolean {
  return targetsOf(draft.intents).length > 0
}

/** Whether work can continue in it: it has edits, or steps to undo or redo. */
export function isAlive(draft: Draft): boolean {
  return (
    hasChanges(draft) ||
    draft.past.length > 0 ||
    draft.future.length > 0 ||
    draft.branches.length > 0
  )
}

/** Whether it needs to be stored: work can continue in it, or it has published steps to show. */
export function isWorthKeeping(draft: Draft): boolean {
  return isAlive(draft) || draft.earlier.length > 0
}

/** Whether a change ends with another value than it began with. */
function isEffective(change: IntentChange): boolean {
  return JSON.stringify(change.before) !== JSON.stringify(change.after)
}

const sameTargetOf = (left: IntentChange, right: IntentChange) =>
  left.target.kind === right.target.kind && left.target.key === right.target.key

/** Joins later changes into earlier ones: per field, only the first and last value are kept. */
export function joinChanges(
  earlier: readonly IntentChange[],
  later: readonly IntentChange[],
): IntentChange[] {
  const joined = [...earlier]
  for (const change of later) {
    // The last change of the same target: nothing may be joined across a change of the whole entity.
    const index = joined.findLastIndex(
      (item) =>
        sameTargetOf(item, change) && (item.field === undefined || item.field === change.field),
    )
    const match = joined[index]
    if (match?.field !== undefined && change.field !== undefined) {
      const { after: _replaced, ...rest } = match
      joined[index] = change.after === undefined ? rest : { ...rest, after: change.after }
    } else {
      joined.push(change)
    }
  }
  return joined
}

/** The branches once another edit abandons what was undone: it becomes a branch. */
function leaveFuture(draft: Draft): readonly Branch[] {
  const [first] = draft.future
  if (!first) return draft.branches
  const after = draft.past.at(-1)?.id
  const branch = { id: first.id, ...(after === undefined ? {} : { after }), steps: draft.future }
  return [...draft.branches, branch]
}

/** Adds a step without joining it, and applies its changes. */
export function addStep(draft: Draft, step: Step): Draft {
  return {
    ...draft,
    intents: moveManyIntents(draft.intents, step.changes, 'forward'),
    past: [...draft.past, step],
    future: [],
    branches: [...leaveFuture(draft)],
  }
}

/**
 * Joins changes into the last step, which is removed if it then changes nothing.
 *
 * @param label replaces the label of the step
 */
export function joinStep(
  draft: Draft,
  at: string,
  changes: readonly IntentChange[],
  label?: string,
): Draft {
  const last = draft.past.at(-1)
  if (!last) return draft
  const joined = joinChanges(last.changes, changes)
  const past = draft.past.slice(0, -1)
  if (joined.some(isEffective)) {
    past.push({ ...last, label: label ?? last.label, at, changes: joined })
  }
  return { ...draft, intents: moveManyIntents(draft.intents, changes, 'forward'), past }
}

function nextFreeId(draft: Draft): string {
  const steps = [draft.past, draft.future, ...draft.branches.map((branch) => branch.steps)].flat()
  const taken = new Set(steps.map(({ id }) => id))
  let number = taken.size + 1
  while (taken.has(`step-${number}`)) number += 1
  return `step-${number}`
}

/**
 * Whether a step joins the last one. A step that a branch starts from stays unchanged, because the
 * branch starts from its end.
 */
function joins(draft: Draft, last: Step, { group }: NewStep): boolean {
  return (
    group !== undefined &&
    last.group === group &&
    draft.future.length === 0 &&
    draft.branches.every(({ after }) => after !== last.id)
  )
}

/** How a step is recorded: on its own, or joined into the last one. */
export type Recording =
  | { readonly kind: 'record'; readonly step: Step }
  | {
      readonly kind: 'join'
      readonly stepId: string
      readonly at: string
      readonly changes: IntentChange[]
      /** The new label, where the step now changes more than its own label says. */
      readonly label?: string
    }

/** Whether changes touch something that a step did not. */
const reachesFurther = (step: Step, changes: readonly IntentChange[]): boolean =>
  changes.some((change) => step.changes.every((own) => !sameTargetOf(own, change)))

/** How a step would be recorded; `undefined` when it changes nothing. */
export function recordingOf(draft: Draft, step: NewStep): Recording | undefined {
  const changes = step.changes.filter(isEffective)
  if (changes.length === 0) return undefined
  const last = draft.past.at(-1)
  if (last && joins(draft, last, step)) {
    const label = reachesFurther(last, changes) ? { label: step.label } : {}
    return { kind: 'join', stepId: last.id, at: step.at, changes, ...label }
  }
  const language = step.about === undefined ? {} : { language: currentLanguage() }
  return {
    kind: 'record',
    step: { ...step, ...language, id: step.id ?? nextFreeId(draft), changes },
  }
}

/**
 * Adds a step and applies its changes. A step of the same group as the last one joins it; a step
 * that changes nothing leaves the draft unchanged. What had been undone becomes a branch.
 */
export function record(draft: Draft, step: NewStep): Draft {
  const recording = recordingOf(draft, step)
  if (!recording) return draft
  return recording.kind === 'record'
    ? addStep(draft, recording.step)
    : joinStep(draft, recording.at, recording.changes, recording.label)
}

/** Whether two changes touch the same field, or one touches the entity that has it. */
const meet = (left: IntentChange, right: IntentChange): boolean =>
  sameTargetOf(left, right) &&
  (left.field === undefined || right.field === undefined || left.field === right.field)

/**
 * Adds a step that no person made, such as the effect of a newer state of the server. Undone steps can
 * still be redone unless this step touches the same target; then they become a branch, and the
 * step's label says so.
 */
export function recordBeside(draft: Draft, step: NewStep & { readonly id: string }): Draft {
  const undone = draft.future.flatMap(({ changes }) => changes)
  const changes = step.changes.filter(isEffective)
  const isApart = changes.every((change) => undone.every((other) => !meet(change, other)))
  if (!isApart) {
    const label = t('{step}; the undone steps are kept in the history', { step: step.label })
    return record(draft, { ...step, label })
  }
  const next = record({ ...draft, future: [] }, step)
  return { ...next, future: draft.future }
}

/** Undoes the last step; returns the draft itself when there is none. */
export function undo(draft: Draft): Draft {
  const step = draft.past.at(-1)
  if (!step) return draft
  const intents = moveManyIntents(draft.intents, step.changes, 'back')
  return {
    ...draft,
    intents,
    past: draft.past.slice(0, -1),
    future: [step, ...draft.future],
  }
}

/** Redoes the last undone step; returns the draft itself when there is none. */
export function redo(draft: Draft): Draft {
  const [step, ...future] = draft.future
  if (!step) return draft
  return {
    ...draft,
    intents: moveManyIntents(draft.intents, step.changes, 'forward'),
    past: [...draft.past, step],
    future,
  }
}
