import type { Fault, FaultRule } from './fault-rule'

/** A rule that applies to a request. */
export interface Taken {
  readonly rule: FaultRule
  /** Aborted when requests that wait by the rule are to go on at once. */
  readonly released: AbortSignal
  /** Says that the request took effect. */
  tookEffect: () => void
}

export interface Faults {
  add: (rule: FaultRule) => Fault
  clear: () => void
  /** The first rule that applies to a request, which is then counted. */
  take: (method: string, path: string, operation: string | undefined) => Taken | undefined
}

interface Active {
  readonly rule: FaultRule
  readonly release: AbortController
  hits: number
  effects: number
}

export function createFaults(random: () => number): Faults {
  let active: Active[] = []
  return {
    add(rule) {
      const item = { rule, release: new AbortController(), hits: 0, effects: 0 }
      active.push(item)
      return {
        hits: () => item.hits,
        effects: () => item.effects,
        expectedHits: () => rule.times ?? 1,
        release: () => item.release.abort(),
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
      return {
        rule: item.rule,
        released: item.release.signal,
        tookEffect() {
          item.effects += 1
        },
      }
    },
  }
}
