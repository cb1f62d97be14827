import { z } from 'zod'
import {
  intentChangeSchema,
  intentsSchema,
  moveIntents,
  noIntents,
  targetsOf,
  type IntentChange,
} from './intents'

/** One step of the history: what a person did, in words, and how to go there and back. */
export const stepSchema = z.object({
  label: z.string(),
  /** ISO 8601 time of its last keystroke. */
  at: z.string(),
  /** Steps that follow one another in the same group are one, such as typing in one field. */
  group: z.string().optional(),
  changes: z.array(intentChangeSchema),
})
export type Step = z.infer<typeof stepSchema>

/** Edits kept on this machine on a base revision, with their undo and redo. A value. */
export const draftSchema = z.object({
  version: z.literal(1),
  projectId: z.string(),
  /** Revision that the intents were last compared with. */
  baseRevisionId: z.string(),
  intents: intentsSchema,
  past: z.array(stepSchema),
  future: z.array(stepSchema),
})
export type Draft = z.infer<typeof draftSchema>

export function emptyDraft(projectId: string, baseRevisionId: string): Draft {
  return { version: 1, projectId, baseRevisionId, intents: noIntents, past: [], future: [] }
}

/** Whether there is anything to publish. A draft without intents may still have history. */
export function hasChanges(draft: Draft): boolean {
  return targetsOf(draft.intents).length > 0
}

/** Drops the changes of a step that end where they began. */
function isEffective(change: IntentChange): boolean {
  return JSON.stringify(change.before) !== JSON.stringify(change.after)
}

/** Joins a later change of the same field into an earlier one. */
function joinChanges(earlier: readonly IntentChange[], later: readonly IntentChange[]) {
  const joined = [...earlier]
  for (const change of later) {
    const index = joined.findIndex(
      (item) =>
        item.field !== undefined &&
        item.field === change.field &&
        item.target.kind === change.target.kind &&
        item.target.key === change.target.key,
    )
    const match = joined[index]
    if (match?.field !== undefined && change.field !== undefined) {
      const { after: _replaced, ...rest } = match
      joined[index] = change.after === undefined ? rest : { ...rest, after: change.after }
    } else {
      joined.push(change)
    }
  }
  return joined.filter(isEffective)
}

/**
 * Adds a step and applies its changes. A step of the same group as the last one joins it; a step
 * that changes nothing leaves the draft as it was. What had been undone is given up.
 */
export function record(draft: Draft, step: Step): Draft {
  const changes = step.changes.filter(isEffective)
  if (changes.length === 0) return draft
  const intents = changes.reduce((all, item) => moveIntents(all, item, 'forward'), draft.intents)
  const last = draft.past.at(-1)
  if (last?.group !== undefined && last.group === step.group && draft.future.length === 0) {
    const joined = joinChanges(last.changes, changes)
    const past = draft.past.slice(0, -1)
    if (joined.length > 0) past.push({ ...last, at: step.at, changes: joined })
    return { ...draft, intents, past, future: [] }
  }
  return { ...draft, intents, past: [...draft.past, { ...step, changes }], future: [] }
}

/** Takes the last step back; the draft itself when there is none. */
export function undo(draft: Draft): Draft {
  const step = draft.past.at(-1)
  if (!step) return draft
  const intents = step.changes.reduceRight(
    (all, item) => moveIntents(all, item, 'back'),
    draft.intents,
  )
  return {
    ...draft,
    intents,
    past: draft.past.slice(0, -1),
    future: [step, ...draft.future],
  }
}

/** Does the last undone step again; the draft itself when there is none. */
export function redo(draft: Draft): Draft {
  const [step, ...future] = draft.future
  if (!step) return draft
  const intents = step.changes.reduce(
    (all, item) => moveIntents(all, item, 'forward'),
    draft.intents,
  )
  return { ...draft, intents, past: [...draft.past, step], future }
}
