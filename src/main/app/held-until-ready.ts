/** What the system hands to the app, maybe before anything can be done with it: the last one is kept until then. */
export interface HeldUntilReady<Value> {
  readonly give: (value: Value) => void
  /** From here on each value is taken; one that came before is taken now. */
  readonly ready: (take: (value: Value) => void) => void
}

export function heldUntilReady<Value>(): HeldUntilReady<Value> {
  let pending: { readonly value: Value } | undefined
  let taking: ((value: Value) => void) | undefined
  return {
    give(value) {
      if (taking) taking(value)
      else pending = { value }
    },
    ready(take) {
      taking = take
      if (pending) take(pending.value)
      pending = undefined
    },
  }
}
