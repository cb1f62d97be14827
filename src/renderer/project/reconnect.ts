/** Waits before each further try, in milliseconds: twice as long each time, up to a minute. */
const first = 5000
const longest = 60_000

/** Tries again while there is no network, and only while someone may be looking. */
export interface Reconnect {
  /** To be called after each reading, however it ended: plans the next try, or none. */
  planNext(): void
  /** The network may be back: tries at once, and begins with short waits again. */
  hurry(): void
  /** Tries no more. */
  end(): void
}

/** Its listeners are not VueUse's, since it belongs to a project and not to a component. */
export function createReconnect(deps: {
  /** Whether to try: the API cannot be reached and the person did not choose to work offline. */
  readonly isWanted: () => boolean
  /** Reads again; its end calls `planNext`. */
  readonly attempt: () => void
}): Reconnect {
  const { isWanted, attempt } = deps
  let tries = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function stop(): void {
    clearTimeout(timer)
    timer = undefined
  }

  function hurry(): void {
    stop()
    if (!isWanted()) return
    tries = 0
    attempt()
  }

  function planNext(): void {
    stop()
    if (!isWanted()) tries = 0
    else if (document.visibilityState !== 'hidden') {
      timer = setTimeout(
        () => {
          timer = undefined
          if (isWanted()) attempt()
        },
        Math.min(longest, first * 2 ** tries),
      )
      tries += 1
    }
  }

  function onVisibility(): void {
    if (document.visibilityState === 'hidden') stop()
    else hurry()
  }

  document.addEventListener('visibilitychange', onVisibility)
  window.addEventListener('online', hurry)
  function end(): void {
    stop()
    document.removeEventListener('visibilitychange', onVisibility)
    window.removeEventListener('online', hurry)
  }
  return { planNext, hurry, end }
}
