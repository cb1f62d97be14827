import { z } from 'zod'
import { assertNever } from '../errors/result'
import { addStep, joinChanges, joinStep, redo, stepSchema, undo, type Draft } from './draft'
import { goTo, takeBranch } from './history'
import { intentChangeSchema } from '../intents/intents'
import { t } from '../language/translate'

/**
 * One journal entry. A draft is its last full state plus the entries in order, so applying one must be deterministic.
 */
export const entrySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('record'), step: stepSchema }),
  /** Extends the last step, such as with more typing in its field. */
  z.object({
    kind: z.literal('join'),
    stepId: z.string(),
    at: z.string(),
    changes: z.array(intentChangeSchema),
    /** Set if the step now changes more. */
    label: z.string().optional(),
  }),
  z.object({ kind: z.literal('undo') }),
  z.object({ kind: z.literal('redo') }),
  /** Absent `stepId`: the beginning. */
  z.object({ kind: z.literal('go-to'), stepId: z.string().optional() }),
  z.object({ kind: z.literal('take-branch'), branchId: z.string() }),
])
export type Entry = z.infer<typeof entrySchema>

type Join = Extract<Entry, { kind: 'join' }>

/** Fallback label. */
export const anEdit = () => t('{count, plural, one {Edit} other {Edits}}', { count: 1 })

/** If the last step differs, the draft below was lost, but the typed text is kept. */
function join(draft: Draft, { stepId, at, changes, label }: Join): Draft {
  return draft.past.at(-1)?.id === stepId
    ? joinStep(draft, at, changes, label)
    : addStep(draft, { id: stepId, label: label ?? anEdit(), at, changes })
}

export function applyEntry(draft: Draft, entry: Entry): Draft {
  switch (entry.kind) {
    case 'record':
      return addStep(draft, entry.step)
    case 'join':
      return join(draft, entry)
    case 'undo':
      return undo(draft)
    case 'redo':
      return redo(draft)
    case 'go-to':
      return goTo(draft, entry.stepId)
    case 'take-branch':
      return takeBranch(draft, entry.branchId)
    default:
      return assertNever(entry)
  }
}

export function applyEntries(draft: Draft, entries: readonly Entry[]): Draft {
  return entries.reduce(applyEntry, draft)
}

/** Whether `later` only continues the changes of `earlier`, as typing does. */
function continues(earlier: Join['changes'], later: Join['changes']): boolean {
  const joined = joinChanges(earlier, later)
  return joined.length === earlier.length
}

/** Queues an entry, merging typing in one field; the result is the same as applying each. */
export function addEntry(waiting: readonly Entry[], entry: Entry): Entry[] {
  const last = waiting.at(-1)
  if (entry.kind !== 'join') return [...waiting, entry]
  const before = waiting.slice(0, -1)
  if (
    last?.kind === 'join' &&
    last.stepId === entry.stepId &&
    continues(last.changes, entry.changes)
  ) {
    return [...before, { ...last, ...entry, changes: joinChanges(last.changes, entry.changes) }]
  }
  if (
    last?.kind === 'record' &&
    last.step.id === entry.stepId &&
    continues(last.step.changes, entry.changes)
  ) {
    const changes = joinChanges(last.step.changes, entry.changes)
    const effective = changes.some(
      (change) => JSON.stringify(change.before) !== JSON.stringify(change.after),
    )
    // Reversed typing removes the step, which needs two entries.
    if (effective)
      return [...before, { kind: 'record', step: { ...last.step, at: entry.at, changes } }]
  }
  return [...waiting, entry]
}
