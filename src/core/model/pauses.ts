/** Does all steps of what could be paused between them, and gives its result. */
export function withoutPauses<Value>(steps: Generator<void, Value>): Value {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
