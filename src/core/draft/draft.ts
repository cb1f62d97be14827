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

/** One history step, with the changes to undo and redo it. */
export const stepSchema = z.object({
  /** Never reused within its draft. */
  id: z.string().min(1),
  label: z.string(),
  /** ISO 8601 time of its last change. */
  at: z.string(),
  /** Consecutive steps with the same group merge, such as typing in a field. */
  group: z.string().optional(),
  /** Purpose not visible in the fields, such as `revert of …`; used in publish summaries. */
  about: z.string().optional(),
  /** Language of `about`, which appears only in that language; absent in earlier versions. */
  language: z.enum(languages).optional(),
  changes: z.array(intentChangeSchema),
})
export type Step = z.infer<typeof stepSchema>

/** Without `id` it gets the draft's next number. */
export type NewStep = Omit<Step, 'id' | 'language'> & { readonly id?: string }

/** Undone steps abandoned by another edit. */
export const branchSchema = z.object({
  /** ID of its first step. */
  id: z.string(),
  /** Absent if it starts at the beginning. */
  after: z.string().optional(),
  steps: z.array(stepSchema).min(1),
})
export type Branch = z.infer<typeof branchSchema>

/** Only shown: their changes are on the server now. */
export const publishedStepsSchema = z.object({
  publishId: z.string(),
  /** ISO 8601. */
  at: z.string(),
  steps: z.array(stepSchema.pick({ id: true, label: true, at: true })),
})
export type PublishedSteps = z.infer<typeof publishedStepsSchema>

/** Edits against a base revision, with their history as a tree. Immutable. */
export const draftSchema = z.object({
  projectId: projectIdSchema,
  /** Revision that the intents were last compared with. */
  baseRevisionId: z.string(),
  intents: intentsSchema,
  past: z.array(stepSchema),
  /** Steps to redo, next first. */
  future: z.array(stepSchema),
  branches: z.array(branchSchema),
  /** Oldest publish first; absent in earlier versions. */
  earlier: z.array(publishedStepsSchema).default([]),
})
export type Draft = z.infer<typeof draftSchema>

export function emptyDraft(projectId: ProjectId, baseRevisionId: string): Draft {
  const history = { past: [], future: [], branches: [], earlier: [] }
  return { projectId, baseRevisionId, intents: noIntents, ...history }
}

/** Whether there is anything to publish; history alone does not count. */
export function hasChanges(draft: Draft): boolean {
  return targetsOf(draft.intents).length > 0
}

/** Whether there are edits, or steps to undo or redo. */
export function isAlive(draft: Draft): boolean {
  return (
    hasChanges(draft) ||
    draft.past.length > 0 ||
    draft.future.length > 0 ||
    draft.branches.length > 0
  )
}

/** Whether to store it: it is alive or has published steps to show. */
export function isWorthKeeping(draft: Draft): boolean {
  return isAlive(draft) || draft.earlier.length > 0
}

function isEffective(change: IntentChange): boolean {
  return JSON.stringify(change.before) !== JSON.stringify(change.after)
}

const sameTargetOf = (left: IntentChange, right: IntentChange) =>
  left.target.kind === right.target.kind && left.target.key === right.target.key

/** Merges changes, keeping the first and last value per field. */
export function joinChanges(
  earlier: readonly IntentChange[],
  later: readonly IntentChange[],
): IntentChange[] {
  const joined = [...earlier]
  for (const change of later) {
    // Changes must not merge across a change of the whole entity.
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

/** Turns the steps to redo into a branch. */
function leaveFuture(draft: Draft): readonly Branch[] {
  const [first] = draft.future
  if (!first) return draft.branches
  const after = draft.past.at(-1)?.id
  const branch = { id: first.id, ...(after === undefined ? {} : { after }), steps: draft.future }
  return [...draft.branches, branch]
}

/** Adds a step without merging it. */
export function addStep(draft: Draft, step: Step): Draft {
  return {
    ...draft,
    intents: moveManyIntents(draft.intents, step.changes, 'forward'),
    past: [...draft.past, step],
    future: [],
    branches: [...leaveFuture(draft)],
  }
}

/** Merges changes into the last step, or removes the step if nothing changes. `label` replaces its label. */
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

/** A step where a branch starts cannot be extended. */
function joins(draft: Draft, last: Step, { group }: NewStep): boolean {
  return (
    group !== undefined &&
    last.group === group &&
    draft.future.length === 0 &&
    draft.branches.every(({ after }) => after !== last.id)
  )
}

/** A new step, or an extension of the last one. */
export type Recording =
  | { readonly kind: 'record'; readonly step: Step }
  | {
      readonly kind: 'join'
      readonly stepId: string
      readonly at: string
      readonly changes: IntentChange[]
      /** The new label if the step now changes more. */
      readonly label?: string
    }

/** Whether the changes touch other targets or fields than the step. */
const reachesFurther = (step: Step, changes: readonly IntentChange[]): boolean =>
  changes.some((change) => step.changes.every((own) => !sameTargetOf(own, change)))

/** `undefined` if the step changes nothing. */
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
 * Records a step, merging it by `group`; undone steps become a branch. A step without effect returns the same draft.
 */
export function record(draft: Draft, step: NewStep): Draft {
  const recording = recordingOf(draft, step)
  if (!recording) return draft
  return recording.kind === 'record'
    ? addStep(draft, recording.step)
    : joinStep(draft, recording.at, recording.changes, recording.label)
}

const meet = (left: IntentChange, right: IntentChange): boolean =>
  sameTargetOf(left, right) &&
  (left.field === undefined || right.field === undefined || left.field === right.field)

/**
 * Adds an automatic step, such as one from a new server state. Undone steps stay redoable unless they touch the same
 * targets; then they become a branch and the label says so.
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

/** Returns the same draft if there is nothing to undo. */
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

/** Returns the same draft if there is nothing to redo. */
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
