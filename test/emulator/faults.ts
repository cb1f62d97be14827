import type { Fault, FaultRule } from './fault-rule'

export interface Faults {
  add: (rule: FaultRule) => Fault
  clear: () => void
  /** The first rule that applies to a request, which is then counted. */
  take: (method: string, path: string, operation: string | undefined) => FaultRule | undefined
}

export function createFaults(random: () => number): Faults {
  let active: { rule: FaultRule; hits: number }[] = []
  return {
    add(rule) {
      const item = { rule, hits: 0 }
      active.push(item)
      return {
        hits: () => item.hits,
        expectedHits: () => rule.times ?? 1,
        remove() {
          active = active.filter((other) => other !== item)
        },
      }
    },
    clear() {
      active = []
    },
    take(method, path, operation) {
      const item = active.find(
        ({ rule, hits }) =>
          hits < (rule.times ?? 1) &&
          (rule.operation === undefined || rule.operation === operation) &&
          (rule.method === undefined || rule.method === method) &&
          (rule.path === undefined || rule.path.test(path)) &&
          (rule.probability === undefined || random() < rule.probability),
      )
      if (!item) return undefined
      item.hits += 1
      return item.rule
    },
  }
}
