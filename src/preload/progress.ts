/** An answer with the number of reports that were sent before it. */
interface Reported {
  readonly reports?: number
}

/** Passes what requests report to the calls that made them, each before its answer. */
export function createProgress() {
  const listeners = new Map<string, (progress: unknown) => void>()

  return {
    receive: (callId: string, progress: unknown) => listeners.get(callId)?.(progress),

    /** Resolves with the answer once the listener heard everything that was sent before it: answers may overtake reports. */
    async follow<Answer extends Reported>(
      callId: string,
      listener: (progress: never) => void,
      ask: () => Promise<Answer>,
    ): Promise<Answer> {
      let heard = 0
      let onHeard: () => void = () => undefined
      listeners.set(callId, (progress) => {
        heard += 1
        // The main process reports the progress of the name that the call has.
        listener(progress as never)
        onHeard()
      })
      try {
        const answer = await ask()
        while (heard < (answer.reports ?? 0)) {
          await new Promise<void>((resolve) => (onHeard = resolve))
        }
        return answer
      } finally {
        listeners.delete(callId)
      }
    },
  }
}
