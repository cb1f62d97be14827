/**
 * Runs the event loop a number of times: work that needs no waiting is then done, work that waits for a timer or
 * another process is not. Takes no fixed time.
 */
export async function turns(count = 50): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}
