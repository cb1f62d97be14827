import type { WorkingConnection } from '../draft/working-copy'
import { daysBetween } from '../model/times'
import type { Problem, ProjectProblem } from './problem'
import type { Act } from './rule'
import { ruleOf } from './rules'

/** A problem as rows and the overview show it. */
export interface AttentionState {
  readonly problem: ProjectProblem
  /** Whole days until the time that it is about, below 0 once that has passed. */
  readonly days?: number
  readonly title: string
  /** A word or a few, for a row. */
  readonly badge: string
  readonly remedy: string
  /** What leads to the remedy. */
  readonly act: Act
}

/**
 * Whether a problem needs a person, and is not only to know: somebody cannot sign in, or soon will not. A
 * disabled connection may be meant so, but is what people look for first.
 */
export function needsAttention({ severity, rule }: Problem): boolean {
  return severity !== 'info' || rule === 'disabled'
}

/** @param now ISO 8601 */
export function attentionState(problem: ProjectProblem, now: string): AttentionState {
  const { when, edit, target, severity } = problem
  const { title, titleIn, badge, remedy, act } = ruleOf(problem.rule)
  const days = when === undefined ? undefined : daysBetween(now, when)
  return {
    problem,
    ...(days === undefined ? {} : { days }),
    title: days === undefined ? title : (titleIn?.(days) ?? title),
    badge: typeof badge === 'string' ? badge : badge({ severity, days }),
    remedy,
    act: edit ? 'mend' : (act ?? (target ? 'open' : 'project')),
  }
}

/**
 * What each connection needs, by its key, the worst first: what was found at it, and a sign-in method
 * that is off for all of its connections.
 *
 * @param problems the worst first
 * @param now ISO 8601
 */
export function connectionAttention(
  problems: readonly ProjectProblem[],
  connections: readonly Pick<WorkingConnection, 'target' | 'protocol'>[],
  now: string,
): ReadonlyMap<string, readonly AttentionState[]> {
  const found = new Map<string, AttentionState[]>()
  const add = (key: string, state: AttentionState) => {
    const list = found.get(key)
    if (list) list.push(state)
    else found.set(key, [state])
  }
  for (const problem of problems) {
    const { target, rule } = problem
    if (target?.kind !== 'connection') continue
    const state = attentionState(problem, now)
    if (rule !== 'method-off') {
      add(target.key, state)
      continue
    }
    const protocol = connections.find((item) => item.target.key === target.key)?.protocol
    for (const item of connections) if (item.protocol === protocol) add(item.target.key, state)
  }
  return found
}
