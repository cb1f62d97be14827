/** The part of a window needed to keep it open or close it. */
export interface HeldWindow {
  on(event: 'close' | 'closed', listener: () => void): unknown
  close(): void
  isDestroyed(): boolean
  readonly webContents: {
    readonly id: number
    on(event: 'will-prevent-unload', listener: (event: { preventDefault(): void }) => void): unknown
    on(event: 'render-process-gone', listener: () => void): unknown
  }
}

interface HeldCloseDeps<Window> {
  /** Asks the person in front of a window, and waits. @returns whether to close it anyway. */
  readonly ask: (window: Window) => boolean
  /**
   * Has the page of a window save its last edits before any window is closed; `settled` says how that
   * ended. @returns whether there is a page that can answer
   */
  readonly write: (window: Window) => boolean
  /** Quits the app again, since a window that stays open ends a quit. */
  readonly quit: () => void
  /** Called where a quit ends because a window stays open. */
  readonly onStay: () => void
}

export interface HeldClose<Window> {
  /**
   * The app is about to quit; a window that is kept open delays it. Of several windows none is closed
   * before every page has saved its edits or the person has given them up: all close, or none.
   */
  quitting(event: { preventDefault(): void }): void
  /** Keeps a window open if its page has unsaved edits. */
  watch(window: Window): void
  /**
   * The page of a window has tried to save its edits.
   * @param windowId id of its contents
   * @param saved whether everything is on disk now
   */
  settled(windowId: number, saved: boolean): void
}

/** A window and its state. */
interface Watched<Window> {
  readonly window: Window
  /** The event that was about to close the window. */
  going?: 'close' | 'quit' | undefined
  /** Timer while its page saves: asks when that takes too long. */
  held?: ReturnType<typeof setTimeout> | undefined
  tries: number
  /** The person chose to close it and lose the unsaved edits. */
  isGivenUp: boolean
}

/** Milliseconds that saving may take before the person is asked. */
const longest = 1000
/** How often a window is closed without a question before its page is no longer trusted. */
const mostTries = 5

/**
 * Keeps windows open while their pages save the last edits. Each one closes when its edits are on disk;
 * if they cannot be saved, or that takes too long, the person is asked in front of it. A quit continues
 * when no window delays it any more, and is cancelled for all of them if one is to stay open.
 */
export function createHeldClose<Window extends HeldWindow>({
  ask,
  write,
  quit,
  onStay,
}: HeldCloseDeps<Window>): HeldClose<Window> {
  const all = new Map<number, Watched<Window>>()
  /** Questions about other windows, to be asked after the present one. */
  const later: (() => void)[] = []
  let isQuitting = false
  /** A quit waits for pages that write, and no window has been closed for it. */
  let isAskingPages = false
  /** What pages had to write for a quit is written, or given up: the windows may be closed. */
  let mayClose = false
  /** The window with the present question. */
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

  /** A window stays open: the quit is cancelled for all windows. */
  function endQuit(): void {
    isQuitting = false
    isAskingPages = false
    for (const one of all.values()) if (one.going === 'quit') stay(one)
    onStay()
  }

  /** Lets the quit go on, once no window holds it any more and nobody has to be asked. */
  function quitIfFree(): void {
    if (later.length > 0 || [...all.values()].some(({ held }) => held !== undefined)) return
    mayClose = isAskingPages
    isAskingPages = false
    quit()
  }

  /** Has every page write what it holds before one window is closed. */
  function askPages(): void {
    isAskingPages = true
    for (const one of all.values()) {
      if (one.window.isDestroyed() || !write(one.window)) continue
      one.going = 'quit'
      one.held ??= setTimeout(() => settle(one, false), longest)
    }
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
    // If another window still saves, the quit continues after the last of them.
    else quitIfFree()
  }

  function settle(one: Watched<Window>, saved: boolean): void {
    release(one)
    if (one.window.isDestroyed()) {
      if (isAskingPages) quitIfFree()
      return
    }
    if (asking) {
      // Two questions at the same time would hide each other.
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
    quitting(event) {
      isQuitting = true
      if (all.size < 2 || mayClose) {
        mayClose = false
        return
      }
      event.preventDefault()
      if (isAskingPages) return
      askPages()
      quitIfFree()
    },

    watch(window) {
      const { id } = window.webContents
      const one: Watched<Window> = { window, tries: 0, isGivenUp: false }
      all.set(id, one)
      window.on('close', () => {
        // Closing a window that a quit waits for is still part of the quit.
        if (one.going === undefined || isQuitting) one.going = isQuitting ? 'quit' : 'close'
      })
      window.on('closed', () => {
        release(one)
        all.delete(id)
        if (isAskingPages) quitIfFree()
      })
      window.webContents.on('render-process-gone', () => {
        // A page that crashed writes nothing any more, and no question would bring its edits back.
        if (one.held !== undefined) settle(one, true)
      })
      window.webContents.on('will-prevent-unload', (event) => {
        // Preventing the unload handler's objection lets the page close.
        if (one.isGivenUp) event.preventDefault()
        else if (asking === one) return
        else if (one.going === undefined) {
          // The page unloads without its window, such as on reload, which cannot be delayed.
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
