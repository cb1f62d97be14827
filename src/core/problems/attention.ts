import type { WorkingConnection } from '../draft/working-copy'
import type { Target } from '../intents/intents'
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
  const { title, titleIn, badge, remedy, remedyIn, act } = ruleOf(problem.rule)
  const days = when === undefined ? undefined : daysBetween(now, when)
  return {
    problem,
    ...(days === undefined ? {} : { days }),
    title: days === undefined ? title : (titleIn?.(days) ?? title),
    badge: typeof badge === 'string' ? badge : badge({ severity, when }),
    remedy: days === undefined ? remedy : (remedyIn?.(days) ?? remedy),
    act: edit ? 'mend' : (act ?? (target ? 'open' : 'project')),
  }
}

/** What the row of an organization or connection says that it needs, the worst first. */
export type AttentionAt = (target: Target) => readonly AttentionState[]

/**
 * Finds what was found at an entity. A sign-in method that is off is found at all of its connections.
 *
 * @param problems the worst first
 * @param now ISO 8601
 */
export function attentionAt(
  problems: readonly ProjectProblem[],
  connections: readonly Pick<WorkingConnection, 'target' | 'protocol'>[],
  now: string,
): AttentionAt {
  const nameOf = ({ kind, key }: Target) => `${kind} ${key}`
  const ofProtocol = (key: string) => {
    const first = connections.find((item) => item.target.key === key)
    return connections.filter(({ protocol }) => protocol === first?.protocol)
  }
  const found = new Map<string, AttentionState[]>()
  for (const problem of problems) {
    const { target, rule } = problem
    if (!target) continue
    const state = attentionState(problem, now)
    const targets = rule === 'method-off' ? ofProtocol(target.key) : [{ target }]
    for (const item of targets) {
      const name = nameOf(item.target)
      const list = found.get(name)
      if (list) list.push(state)
      else found.set(name, [state])
    }
  }
  return (target) => found.get(nameOf(target)) ?? []
}
