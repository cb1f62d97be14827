import type { Fault, FaultRule } from './types'

export interface Faults {
  add: (rule: FaultRule) => Fault
  clear: () => void
  /** The first rule that matches, which counts as a hit. */
  take: (method: string, path: string, operation: string | undefined) => FaultRule | undefined
}

export function createFaults(): Faults {
  let active: { rule: FaultRule; hits: number }[] = []
  return {
    add(rule) {
      const item = { rule, hits: 0 }
      active.push(item)
      return {
        hits: () => item.hits,
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
          (rule.path === undefined || rule.path.test(path)),
      )
      if (!item) return undefined
      item.hits += 1
      return item.rule
    },
  }
}
