/**
 * Lets the event loop go round a number of times: what needs no waiting is done then, and what waits for a timer or for
 * another process is not. Takes no fixed time.
 */
export async function turns(count = 50): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}
