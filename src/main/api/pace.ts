import { pauseAfter, type Headers } from './rate-limits'

/** Slows down before a limit: a rejection costs more than a short pause. */
export interface Pace {
  /** Ends early on abort. */
  wait(origin: string, signal: AbortSignal | undefined): Promise<void>
  noteLimits(origin: string, headers: Headers): void
}

export function createPace(options: {
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  readonly now: () => number
}): Pace {
  const { sleep, now } = options
  const pauses = new Map<string, { readonly since: number; readonly length: number }>()
  return {
    async wait(origin, signal) {
      const pause = pauses.get(origin)
      if (!pause) return
      const elapsed = now() - pause.since
      // A clock set back would prolong the pause.
      if (elapsed >= 0 && elapsed < pause.length) await sleep(pause.length - elapsed, signal)
      if (pauses.get(origin) === pause) pauses.delete(origin)
    },
    noteLimits(origin, headers) {
      const length = pauseAfter(headers)
      if (length > 0) pauses.set(origin, { since: now(), length })
    },
  }
}
