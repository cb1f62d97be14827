/** The little of a window that is needed to hold it and to let it go. */
export interface HeldWindow {
  on(event: 'close' | 'closed', listener: () => void): unknown
  close(): void
  isDestroyed(): boolean
  readonly webContents: {
    readonly id: number
    on(event: 'will-prevent-unload', listener: (event: { preventDefault(): void }) => void): unknown
  }
}

interface HeldCloseDeps<Window> {
  /** Asks the person in front of a window, and waits. @returns whether it goes all the same. */
  readonly ask: (window: Window) => boolean
  /** Quits the app anew: a window that does not go ends a quit. */
  readonly quit: () => void
}

export interface HeldClose<Window> {
  /** The app is about to quit: what holds a window holds the quit. */
  quitting(): void
  /** Holds a window whose page says that not all of it is on disk. */
  watch(window: Window): void
  /**
   * The page of a window has tried to write what it holds.
   * @param windowId of its contents
   * @param saved whether all of it is on disk now
   */
  settled(windowId: number, saved: boolean): void
}

/** One window, and how it stands with it. */
interface Watched<Window> {
  readonly window: Window
  /** How the window was about to go. */
  going?: 'close' | 'quit' | undefined
  /** While its page writes: asks when that takes too long. */
  held?: ReturnType<typeof setTimeout> | undefined
  tries: number
  /** The person said that it goes, with what is not on disk. */
  isGivenUp: boolean
}

/** Milliseconds that a write may take before the person is asked. */
const longest = 1000
/** Times that a window is let go without a question before its page is not believed any more. */
const mostTries = 5

/**
 * Holds windows while their pages write the last edits. Each goes by itself when its edits are on
 * disk; when they cannot be written, or that takes long, the person is asked in front of it. A quit
 * goes on when no window holds it any more, and ends for all of them where one is to stay.
 */
export function createHeldClose<Window extends HeldWindow>({
  ask,
  quit,
}: HeldCloseDeps<Window>): HeldClose<Window> {
  const all = new Map<number, Watched<Window>>()
  /** Windows that have to be asked about after the question that stands. */
  const later: (() => void)[] = []
  let isQuitting = false
  /** The window that a question stands in front of. */
  let asking: Watched<Window> | undefined

  function release(one: Watched<Window>): void {
    clearTimeout(one.held)
    one.held = undefined
  }

  function stay(one: Watched<Window>): void {
    release(one)
    one.going = undefined
    one.tries = 0
    one.isGivenUp = false
  }

  /** Somebody keeps a window open: a quit is over for every window, and those held for it stay. */
  function endQuit(): void {
    isQuitting = false
    for (const one of all.values()) if (one.going === 'quit') stay(one)
  }

  /** The question stops all else, or not, as the system has it. */
  function asks(one: Watched<Window>): boolean {
    asking = one
    try {
      return ask(one.window)
    } finally {
      asking = undefined
    }
  }

  function goOn(one: Watched<Window>): void {
    if (one.going !== 'quit') one.window.close()
    // Another window may still write: the quit goes on with the last of them.
    else if (![...all.values()].some(({ held }) => held !== undefined)) quit()
  }

  function settle(one: Watched<Window>, saved: boolean): void {
    release(one)
    if (one.window.isDestroyed()) return
    if (asking) {
      // Two questions at once would hide each other.
      later.push(() => one.going !== undefined && settle(one, saved))
      return
    }
    one.tries += 1
    if (!saved || one.tries >= mostTries) {
      one.isGivenUp = asks(one)
      if (!one.isGivenUp) {
        if (one.going === 'quit') endQuit()
        stay(one)
      }
    }
    if (one.going !== undefined) goOn(one)
    while (later.length > 0) later.shift()?.()
  }

  return {
    quitting() {
      isQuitting = true
    },

    watch(window) {
      const { id } = window.webContents
      const one: Watched<Window> = { window, tries: 0, isGivenUp: false }
      all.set(id, one)
      window.on('close', () => {
        // Whoever closes a window that a quit waits for still quits.
        if (one.going === undefined || isQuitting) one.going = isQuitting ? 'quit' : 'close'
      })
      window.on('closed', () => {
        release(one)
        all.delete(id)
      })
      window.webContents.on('will-prevent-unload', (event) => {
        // Preventing what would be prevented: the page goes.
        if (one.isGivenUp) event.preventDefault()
        else if (asking === one) return
        else if (one.going === undefined) {
          // Not the window goes but its page, such as by loading it anew: there is no waiting.
          if (!asking && asks(one)) event.preventDefault()
        } else one.held ??= setTimeout(() => settle(one, false), longest)
      })
    },

    settled(windowId, saved) {
      const one = all.get(windowId)
      if (one?.held !== undefined) settle(one, saved)
    },
  }
}
