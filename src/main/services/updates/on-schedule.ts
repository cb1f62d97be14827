/** Milliseconds. */
const day = 24 * 60 * 60 * 1000

export interface Schedule {
  /** Checks now and then daily, if turned on. */
  start(): Promise<void>
  turned(on: boolean): void
  end(): void
}

/** Checks for updates on schedule while `isOn`. */
export function onSchedule(deps: {
  readonly isOn: () => Promise<boolean>
  readonly look: () => Promise<void>
}): Schedule {
  const { isOn, look } = deps
  let timer: ReturnType<typeof setInterval> | undefined
  let wasOn = false
  return {
    async start() {
      timer ??= setInterval(() => void look(), day)
      wasOn = await isOn()
      if (wasOn) await look()
    },
    turned(on) {
      if (on && !wasOn) void look()
      wasOn = on
    },
    end: () => clearInterval(timer),
  }
}
