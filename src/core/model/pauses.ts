/** Does all steps of what could be paused between them, and gives its result. */
export function withoutPauses<Value>(steps: Generator<void, Value>): Value {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Work that is done step by step, or what is left of it at once; whoever asks later gets the same value. */
export interface PausableWork<Value> {
  /** What is left of its steps. */
  readonly steps: () => Generator<void, Value>
  /** Does what is left. */
  readonly finish: () => Value
}

/** Makes work of steps that is done once, whoever does which part of it. */
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
