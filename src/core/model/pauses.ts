/** Runs all steps at once and returns the result. */
export function withoutPauses<Value>(steps: Generator<void, Value>): Value {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Work that can be done in steps or finished at once; cached. */
export interface PausableWork<Value> {
  readonly steps: () => Generator<void, Value>
  readonly finish: () => Value
}

export function pausableWork<Value>(work: Generator<void, Value>): PausableWork<Value> {
  let end: { readonly value: Value } | undefined
  function* steps(): Generator<void, Value> {
    while (!end) {
      const step = work.next()
      if (step.done) end = { value: step.value }
      else yield
    }
    return end.value
  }
  return { steps, finish: () => withoutPauses(steps()) }
}
