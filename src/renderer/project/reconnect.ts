/** Milliseconds before retries: doubled each time, up to a minute. */
const first = 5000
const longest = 60_000

/** Retries while the network is down and the window is visible. */
export interface Reconnect {
  /** Call after each read: plans the next retry, or none. */
  planNext(): void
  /** The network may be back: retries at once with short waits. */
  hurry(): void
  end(): void
}

/** Not VueUse, since it belongs to a project and not to a component. */
export function createReconnect(deps: {
  /** Whether to retry: unreachable, and not offline by choice. */
  readonly isWanted: () => boolean
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
