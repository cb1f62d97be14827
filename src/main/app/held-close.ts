/** The little of a window that is needed to hold it and to let it go. */
export interface HeldWindow {
  on(event: 'close', listener: () => void): unknown
  close(): void
  isDestroyed(): boolean
  readonly webContents: {
    on(event: 'will-prevent-unload', listener: (event: { preventDefault(): void }) => void): unknown
  }
}

interface HeldCloseDeps {
  /** Asks the person, and waits. @returns whether the window goes all the same. */
  readonly ask: () => boolean
  /** Quits the app anew: a window that does not go ends a quit. */
  readonly quit: () => void
}

export interface HeldClose {
  /** The app is about to quit: what holds a window holds the quit. */
  quitting(): void
  /** Holds a window whose page says that not all of it is on disk. */
  watch(window: HeldWindow): void
  /** The page has tried to write what it holds. @param saved whether all of it is on disk now. */
  settled(saved: boolean): void
}

/** Milliseconds that a write may take before the person is asked. */
const longest = 1000
/** Times that a window is let go without a question before its page is not believed any more. */
const mostTries = 5

/**
 * Holds a window while its page writes the last edits. It goes by itself when they are on disk; when
 * they cannot be written, or that takes long, the person is asked.
 */
export function createHeldClose({ ask, quit }: HeldCloseDeps): HeldClose {
  let watched: HeldWindow | undefined
  /** How the window was about to go. */
  let going: 'close' | 'quit' | undefined
  let isQuitting = false
  let held: ReturnType<typeof setTimeout> | undefined
  let tries = 0
  /** The person said that it goes, with what is not on disk. */
  let isGivenUp = false
  let isAsking = false

  function release(): void {
    clearTimeout(held)
    held = undefined
  }

  function stay(): void {
    going = undefined
    isQuitting = false
    tries = 0
  }

  /** The question stops all else, or not, as the system has it. */
  function asks(): boolean {
    isAsking = true
    try {
      return ask()
    } finally {
      isAsking = false
    }
  }

  function settle(saved: boolean): void {
    release()
    if (watched === undefined || watched.isDestroyed()) return
    tries += 1
    if (!saved || tries >= mostTries) {
      isGivenUp = asks()
      if (!isGivenUp) return stay()
    }
    if (going === 'quit') quit()
    else watched.close()
  }

  return {
    quitting() {
      isQuitting = true
    },

    watch(window) {
      release()
      stay()
      isGivenUp = false
      watched = window
      window.on('close', () => {
        // Whoever closes a window that a quit waits for still quits.
        if (going === undefined || isQuitting) going = isQuitting ? 'quit' : 'close'
      })
      window.webContents.on('will-prevent-unload', (event) => {
        // Preventing what would be prevented: the page goes.
        if (isGivenUp) event.preventDefault()
        else if (isAsking) return
        else if (going === undefined) {
          // Not the window goes but its page, such as by loading it anew: there is no waiting.
          if (asks()) event.preventDefault()
        } else held ??= setTimeout(() => settle(false), longest)
      })
    },

    settled(saved) {
      if (held !== undefined) settle(saved)
    },
  }
}
