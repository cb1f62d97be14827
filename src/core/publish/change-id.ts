import type { Target } from '../intents/intents'
import type { WrittenProblem } from '../problems/problem'

/** Names a change by what it changes; stable over rebases. */
export function changeId(target: Target): string {
  return `${target.kind} ${target.key}`
}

/** Number of problems of each target, by the id of its change. */
export function problemCounts(problems: readonly WrittenProblem[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { target } of problems) {
    const id = changeId(target)
    counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}
