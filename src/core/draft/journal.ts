import { z } from 'zod'
import { assertNever } from '../errors/result'
import { addStep, joinChanges, joinStep, redo, stepSchema, undo, type Draft } from './draft'
import { goTo, takeBranch } from './history'
import { intentChangeSchema } from '../intents/intents'

/**
 * One move of a draft, as it is appended to its journal. A draft read from disk is the last one that
 * was written whole with its entries applied in order, so applying them knows neither clock nor
 * chance.
 */
export const entrySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('record'), step: stepSchema }),
  /** More changes of the last step, such as the next keys in its field. */
  z.object({
    kind: z.literal('join'),
    stepId: z.string(),
    at: z.string(),
    changes: z.array(intentChangeSchema),
    /** Its new label, where it has come to reach further; journals before that have none. */
    label: z.string().optional(),
  }),
  z.object({ kind: z.literal('undo') }),
  z.object({ kind: z.literal('redo') }),
  /** Without a step: to the beginning. */
  z.object({ kind: z.literal('go-to'), stepId: z.string().optional() }),
  z.object({ kind: z.literal('take-branch'), branchId: z.string() }),
])
export type Entry = z.infer<typeof entrySchema>

type Join = Extract<Entry, { kind: 'join' }>

/** Where the last step is another one, the draft below was lost: what was typed is kept all the same. */
function join(draft: Draft, { stepId, at, changes, label }: Join): Draft {
  return draft.past.at(-1)?.id === stepId
    ? joinStep(draft, at, changes, label)
    : addStep(draft, { id: stepId, label: label ?? 'Edit', at, changes })
}

/** The draft after an entry. */
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

/** Whether each change of `later` goes on with one of `earlier`, as typing in one field does. */
function continues(earlier: Join['changes'], later: Join['changes']): boolean {
  const joined = joinChanges(earlier, later)
  return joined.length === earlier.length
}

/**
 * Adds an entry to those that wait to be written. Keys typed in one field within one wait are one
 * entry; applying the entries gives the same draft as applying each.
 */
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
    // A step that was typed away again is gone; the two entries say so, one alone cannot.
    if (effective)
      return [...before, { kind: 'record', step: { ...last.step, at: entry.at, changes } }]
  }
  return [...waiting, entry]
}
