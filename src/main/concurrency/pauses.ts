/** Milliseconds of work after which whatever else waits in the main process gets its turn. */
const longest = 8

let since = performance.now()

/**
 * Lets others have their turn when enough was done without a pause; called often, it costs next to
 * nothing in between.
 */
export async function yieldToEventLoop(): Promise<void> {
  if (performance.now() - since < longest) return
  await new Promise<void>((resolve) => setImmediate(resolve))
  since = performance.now()
}

/** Milliseconds of work, and of rest after it, beside others who wait for answers one after another. */
const besides = { work: 2, rest: 1 }

/**
 * Does all steps of long work, with a rest after each few, for others who ask and are answered many times in a row: a
 * pause lets each of them take one answer, and in a rest they go on as if they were alone.
 */
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

/**
 * Does all steps of long work with pauses between them.
 * @returns its result; `undefined` once it was cancelled
 */
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
