import type { Branch, Draft, Step } from './draft'
import { moveManyIntents } from '../intents/intents'
import { t } from '../language/translate'

/** One history row, oldest first. */
export interface HistoryRow {
  /** Unique among the rows. */
  readonly key: string
  /** Absent at the beginning and for rows that cannot be selected. */
  readonly stepId?: string
  readonly label: string
  readonly at?: string
  readonly state: 'done' | 'undone' | 'abandoned'
  /** Whether the draft is in this state. */
  readonly current: boolean
  /** 0 on the current line; a branch is one deeper than its start. */
  readonly depth: number
  /** On a branch's first row: its ID for `takeBranch`, and its number of steps. */
  readonly branch?: { readonly id: string; readonly steps: number }
}

/** Undoes or redoes several steps; cost depends only on their changes. */
function moveTo(draft: Draft, count: number): Draft {
  const { past } = draft
  if (count === past.length) return draft
  const line = [...past, ...draft.future]
  const between = line.slice(Math.min(count, past.length), Math.max(count, past.length))
  const changes = between.flatMap((step) => step.changes)
  const direction = count > past.length ? 'forward' : 'back'
  const intents = moveManyIntents(draft.intents, changes, direction)
  return { ...draft, intents, past: line.slice(0, count), future: line.slice(count) }
}

/** Number of steps up to a step on the current line; `undefined` off it. */
function positionOf(draft: Draft, stepId: string | undefined): number | undefined {
  if (stepId === undefined) return 0
  const inPast = draft.past.findIndex(({ id }) => id === stepId)
  if (inPast >= 0) return inPast + 1
  const inFuture = draft.future.findIndex(({ id }) => id === stepId)
  return inFuture >= 0 ? draft.past.length + inFuture + 1 : undefined
}

const branchWith = (draft: Draft, stepId: string) =>
  draft.branches.find(({ steps }) => steps.some(({ id }) => id === stepId))

/** Goes to a branch's start and swaps the branch with the steps to redo. */
function aheadOf(draft: Draft, branch: Branch): Draft {
  const at = goTo(draft, branch.after)
  const [first] = at.future
  const left = first && {
    id: first.id,
    ...(branch.after === undefined ? {} : { after: branch.after }),
    steps: at.future,
  }
  return {
    ...at,
    future: branch.steps,
    branches: at.branches.flatMap((item) => (item.id !== branch.id ? [item] : left ? [left] : [])),
  }
}

/**
 * Goes to the state after any step, making its branch the current line. `undefined` is the beginning; an unknown step
 * changes nothing.
 */
export function goTo(draft: Draft, stepId: string | undefined): Draft {
  const count = positionOf(draft, stepId)
  if (count !== undefined) return moveTo(draft, count)
  const branch = stepId === undefined ? undefined : branchWith(draft, stepId)
  return branch ? goTo(aheadOf(draft, branch), stepId) : draft
}

/** Goes to a branch's end; an unknown branch changes nothing. */
export function takeBranch(draft: Draft, branchId: string): Draft {
  const branch = draft.branches.find(({ id }) => id === branchId)
  return branch ? goTo(draft, branch.steps.at(-1)?.id) : draft
}

export function stepOf(draft: Draft, stepId: string): Step | undefined {
  const lines = [draft.past, draft.future, ...draft.branches.map(({ steps }) => steps)]
  return lines.flat().find(({ id }) => id === stepId)
}

/** The current line, with branches after the steps that they start from. */
export function historyOf(draft: Draft): HistoryRow[] {
  const leaving = new Map<string | undefined, Branch[]>()
  for (const branch of draft.branches) {
    leaving.set(branch.after, [...(leaving.get(branch.after) ?? []), branch])
  }
  const rows: HistoryRow[] = []
  const add = (step: Step, state: HistoryRow['state'], depth: number, branch?: Branch) => {
    const current = step === draft.past.at(-1)
    const { id: stepId, label, at } = step
    const start = branch && { branch: { id: branch.id, steps: branch.steps.length } }
    rows.push({ key: stepId, stepId, label, at, state, current, depth, ...start })
    addBranches(stepId, depth)
  }
  const addBranches = (after: string | undefined, depth: number) => {
    for (const branch of leaving.get(after) ?? []) {
      branch.steps.forEach((step, index) =>
        add(step, 'abandoned', depth + 1, index === 0 ? branch : undefined),
      )
    }
  }
  const current = draft.past.length === 0
  const beginning = { key: 'beginning', label: t('Beginning of the draft'), depth: 0 }
  rows.push({ ...beginning, state: 'done', current })
  addBranches(undefined, 0)
  for (const step of draft.past) add(step, 'done', 0)
  for (const step of draft.future) add(step, 'undone', 0)
  return rows
}
