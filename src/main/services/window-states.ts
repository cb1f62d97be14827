import type { ShownPlace, WindowState } from '../../core/ipc/window-state'
import type { StoredValue } from '../files/app-files'
import { type KeptWindow, type WindowBounds } from '../files/window-file'

/** Windows to restore after a restart, by the ID of their web contents. */
export interface WindowStates {
  /** Windows of the last run. */
  read(): Promise<readonly KeptWindow[]>
  /** A window opens, restored from `kept` or at `place`. */
  opened(windowId: number, kept?: KeptWindow, place?: ShownPlace): void
  /** Initial state of a page; later changes are events. */
  begin(windowId: number): {
    state?: WindowState
    place?: ShownPlace
    /** Projects in other windows; the newest window comes last. */
    elsewhere?: WindowState['tabs']
  }
  keep(windowId: number, state: WindowState): void
  /** Whether to notify the page; one that hasn't begun learns it then. */
  goTo(windowId: number, place: ShownPlace): boolean
  placed(windowId: number, bounds: WindowBounds): void
  /** A closed window returns only if it was the last one. */
  closed(windowId: number): void
  quitting(): void
  /** Quitting was canceled. */
  stays(): void
  settled(): Promise<void>
}

interface Known extends KeptWindow {
  readonly begun?: boolean
  readonly place?: ShownPlace
  readonly isClosed?: boolean
}

/** Maximum number of projects of other windows. */
const most = 100

export function createWindowStates(file: StoredValue<KeptWindow[]>): WindowStates {
  const windows = new Map<number, Known>()
  let isQuitting = false
  let writing: Promise<unknown> = Promise.resolve()

  /** A failed write isn't worth a notice. */
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
      // Late messages must not restore a closed window.
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
