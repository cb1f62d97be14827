import type { ShownPlace, WindowState } from '../../core/ipc/window-state'
import type { StoredValue } from '../files/app-files'
import { type KeptWindow, type WindowBounds } from '../files/window-file'

/** The windows that there are, as far as they come back after a restart. Ids are those of their contents. */
export interface WindowStates {
  /** The windows that there were when the app ended; none after a first start. */
  read(): Promise<readonly KeptWindow[]>
  /** A window opens, restored from `kept` or at `place`. */
  opened(windowId: number, kept?: KeptWindow, place?: ShownPlace): void
  /** What the page of a window begins with; from then on it is told by events. */
  begin(windowId: number): {
    state?: WindowState
    place?: ShownPlace
    /** Projects as they stand in other windows, those of the window that began last after the others. */
    elsewhere?: WindowState['tabs']
  }
  keep(windowId: number, state: WindowState): void
  /** @returns whether the page is to be told; one that has not begun is told when it does. */
  goTo(windowId: number, place: ShownPlace): boolean
  /** Where a window is that is about to close. */
  placed(windowId: number, bounds: WindowBounds): void
  /** A window closed: it comes back only where it was the last one, or the app ends with it. */
  closed(windowId: number): void
  /** The app is about to end, with all windows that there are. */
  quitting(): void
  /** The app does not end after all, since one of its windows stays open. */
  stays(): void
  /** Waits until all of it is on disk. */
  settled(): Promise<void>
}

interface Known extends KeptWindow {
  readonly begun?: boolean
  readonly place?: ShownPlace
  readonly isClosed?: boolean
}

/** So many projects of other windows are told, as many as one window has tabs. */
const most = 100

export function createWindowStates(file: StoredValue<KeptWindow[]>): WindowStates {
  const windows = new Map<number, Known>()
  let isQuitting = false
  let writing: Promise<unknown> = Promise.resolve()

  /** That it could not be written is no reason to disturb anyone. */
  function write(): void {
    const kept = [...windows.values()].map(({ bounds, state }) => ({
      ...(bounds ? { bounds } : {}),
      ...(state ? { state } : {}),
    }))
    writing = file.write(kept)
  }

  function change(windowId: number, part: Partial<Known>): void {
    windows.set(windowId, { ...windows.get(windowId), ...part })
  }

  function forgetClosed(): void {
    for (const [id, { isClosed }] of windows) if (isClosed) windows.delete(id)
  }

  return {
    async read() {
      const kept = await file.read()
      return (kept.ok ? kept.value : undefined) ?? []
    },
    opened(windowId, kept, place) {
      isQuitting = false
      forgetClosed()
      windows.set(windowId, { ...kept, ...(place ? { place } : {}) })
    },
    begin(windowId) {
      const { state, place } = windows.get(windowId) ?? {}
      const { place: _told, ...rest } = windows.get(windowId) ?? {}
      windows.set(windowId, { ...rest, begun: true })
      const others = [...windows].filter(([id]) => id !== windowId)
      const elsewhere = others.flatMap(([, other]) => other.state?.tabs ?? []).slice(-most)
      return {
        ...(state ? { state } : {}),
        ...(place ? { place } : {}),
        ...(!state && elsewhere.length > 0 ? { elsewhere } : {}),
      }
    },
    keep(windowId, state) {
      // What a page sent while its window closed must not bring the window back.
      if (!windows.has(windowId)) return
      change(windowId, { state })
      write()
    },
    goTo(windowId, place) {
      if (windows.get(windowId)?.begun) return true
      change(windowId, { place })
      return false
    },
    placed: (windowId, bounds) => change(windowId, { bounds }),
    closed(windowId) {
      const isLast = [...windows].every(([id, { isClosed }]) => id === windowId || isClosed)
      if (isQuitting || isLast) change(windowId, { isClosed: true })
      else windows.delete(windowId)
      write()
    },
    quitting() {
      isQuitting = true
    },
    stays() {
      isQuitting = false
      forgetClosed()
      write()
    },
    async settled() {
      await writing
    },
  }
}
