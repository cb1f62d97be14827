/** Milliseconds of work before others get a turn. */
const longest = 8

let since = performance.now()

/** Yields to the event loop if enough time has passed; cheap otherwise. */
export async function yieldToEventLoop(): Promise<void> {
  if (performance.now() - since < longest) return
  await new Promise<void>((resolve) => setImmediate(resolve))
  since = performance.now()
}

/** Milliseconds of work and rest beside callers with many small requests. */
const besides = { work: 2, rest: 1 }

/** Runs all steps with rests, so that callers with many small requests get several turns. */
export async function withRests<Value>(steps: Generator<void, Value>): Promise<Value> {
  for (;;) {
    const until = performance.now() + besides.work
    do {
      const step = steps.next()
      if (step.done) return step.value
    } while (performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, besides.rest))
  }
}

/** Runs all steps with pauses; `undefined` once canceled. */
export async function withPauses<Value>(
  steps: Generator<void, Value>,
  signal?: AbortSignal,
): Promise<Value | undefined> {
  for (;;) {
    if (signal?.aborted) return undefined
    const step = steps.next()
    if (step.done) return step.value
    await yieldToEventLoop()
  }
}
