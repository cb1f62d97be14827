import type { Branch, Draft, Step } from './draft'
import { moveManyIntents } from '../intents/intents'

/** One line of the history as it is shown, from the beginning on. */
export interface HistoryRow {
  /** Unique among the rows. */
  readonly key: string
  /** Absent at the beginning, before any step, and where there is nothing to go to. */
  readonly stepId?: string
  readonly label: string
  /** ISO 8601; absent at the beginning. */
  readonly at?: string
  /** Of a `published` row nothing can be undone: it is the server's. */
  readonly state: 'published' | 'done' | 'undone' | 'abandoned'
  /** The state that the draft is in. */
  readonly current: boolean
  /** 0 on the line in use; an abandoned branch lies one deeper than what it leaves. */
  readonly depth: number
  /** On the first row of an abandoned branch: what `takeBranch` takes, and how many steps it has. */
  readonly branch?: { readonly id: string; readonly steps: number }
  /** On the row of a publish, which stands beneath its steps: its id in the publish history. */
  readonly publishId?: string
}

/** Moves along the line in use, in one go: a long way costs no more than its changes. */
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

/** How many steps of the line in use lead to the state after a step; `undefined` off the line. */
function positionOf(draft: Draft, stepId: string | undefined): number | undefined {
  if (stepId === undefined) return 0
  const inPast = draft.past.findIndex(({ id }) => id === stepId)
  if (inPast >= 0) return inPast + 1
  const inFuture = draft.future.findIndex(({ id }) => id === stepId)
  return inFuture >= 0 ? draft.past.length + inFuture + 1 : undefined
}

const branchWith = (draft: Draft, stepId: string) =>
  draft.branches.find(({ steps }) => steps.some(({ id }) => id === stepId))

/**
 * Makes a branch what lies ahead of the step that it leaves, and goes to that step. What lay ahead
 * there takes the branch's place in the list.
 */
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
 * Goes to the state right after a step, wherever it is: back, forward, or into an abandoned branch,
 * which then becomes the line in use. Nothing of the tree is lost.
 *
 * @param stepId `undefined` for the beginning; the draft itself for a step that it does not have.
 */
export function goTo(draft: Draft, stepId: string | undefined): Draft {
  const count = positionOf(draft, stepId)
  if (count !== undefined) return moveTo(draft, count)
  const branch = stepId === undefined ? undefined : branchWith(draft, stepId)
  return branch ? goTo(aheadOf(draft, branch), stepId) : draft
}

/** Goes to the end of an abandoned branch; the draft itself when it has no such branch. */
export function takeBranch(draft: Draft, branchId: string): Draft {
  const branch = draft.branches.find(({ id }) => id === branchId)
  return branch ? goTo(draft, branch.steps.at(-1)?.id) : draft
}

/** The steps that were published, each publish beneath its own. */
function publishedRows(draft: Draft): HistoryRow[] {
  const shared = { state: 'published', current: false, depth: 0 } as const
  return draft.earlier.flatMap(({ publishId, at, steps }): HistoryRow[] => [
    ...steps.map(({ id, label, at: time }) => {
      return { ...shared, key: `${publishId} ${id}`, label, at: time }
    }),
    { ...shared, key: publishId, label: 'Published', at, publishId },
  ])
}

/**
 * The history as rows: what was published, the line in use, and behind each step the branches that
 * leave it.
 */
export function historyOf(draft: Draft): HistoryRow[] {
  const leaving = new Map<string | undefined, Branch[]>()
  for (const branch of draft.branches) {
    leaving.set(branch.after, [...(leaving.get(branch.after) ?? []), branch])
  }
  const rows = publishedRows(draft)
  const add = (step: Step, state: HistoryRow['state'], depth: number, branch?: Branch) => {
    const current = depth === 0 && step === draft.past.at(-1)
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
  const beginning = { key: 'beginning', label: 'Beginning of the draft', depth: 0 }
  rows.push({ ...beginning, state: 'done', current })
  addBranches(undefined, 0)
  for (const step of draft.past) add(step, 'done', 0)
  for (const step of draft.future) add(step, 'undone', 0)
  return rows
}
