import type { BrowserWindow } from 'electron'
import type { ShownPlace } from '../../core/ipc/window-state'
import { currentLanguage } from '../../core/language/locale'
import type { KeptWindow, WindowBounds } from '../files/window-file'
import type { WindowStates } from '../services/window-states'
import { appWindows, focusedAppWindow } from '../ipc/app-windows'
import type { Unsaved } from './unsaved'
import { boundsOf, createWindow } from './window'

/** A page that opens windows without end would take the computer from the person. */
const mostWindows = 20

/** The windows of the app, all equal. */
export function createWindows(deps: {
  /** The window that is there already. */
  readonly first: BrowserWindow
  readonly unsaved: Unsaved
  readonly states: WindowStates
  readonly rememberedBounds: () => Promise<WindowBounds | undefined>
  /** How large everything in a window is that opens. */
  readonly firstZoom: () => Promise<number>
  /** Called with the bounds of a window when it closes. */
  readonly onBounds: (bounds: WindowBounds) => void
  /** Called with a window that is the only one. */
  readonly onFirst: (window: BrowserWindow) => void
  /** Tells a page that has begun where it is to go. */
  readonly tellPlace: (window: BrowserWindow, place: ShownPlace) => void
}) {
  const { first, unsaved, states, rememberedBounds, firstZoom, onBounds, onFirst, tellPlace } = deps
  let last: BrowserWindow | undefined
  /** Windows that are about to open. */
  let opening = 0

  /** The window with the focus; where the app does not have it, the last one that had. */
  function front(): BrowserWindow | undefined {
    const focused = focusedAppWindow()
    if (focused) return focused
    return last && !last.isDestroyed() ? last : appWindows()[0]
  }

  async function openOne(kept?: KeptWindow, place?: ShownPlace): Promise<BrowserWindow> {
    const [remembered, zoomFactor] = await Promise.all([rememberedBounds(), firstZoom()])
    const beside = kept?.bounds ? undefined : front()
    return follow(
      createWindow({
        remembered: kept?.bounds ?? remembered,
        zoomFactor,
        beside,
        language: currentLanguage(),
      }),
      kept,
      place,
    )
  }

  function follow(window: BrowserWindow, kept?: KeptWindow, place?: ShownPlace): BrowserWindow {
    const isFirst = appWindows().length === 1
    const { id } = window.webContents
    window.on('close', () => {
      const bounds = boundsOf(window)
      onBounds(bounds)
      states.placed(id, bounds)
    })
    unsaved.watch(window)
    states.opened(id, kept, place)
    last = window
    window.on('focus', () => {
      last = window
    })
    window.on('closed', () => states.closed(id))
    if (isFirst) onFirst(window)
    return window
  }

  /** Brings the window in front to the front again, or opens one where there is none. */
  function show(): void {
    const window = front()
    if (!window) {
      void openOne()
      return
    }
    if (window.isMinimized()) window.restore()
    window.focus()
  }

  return {
    /** Opens the windows of the last run, or one. */
    async begin(): Promise<void> {
      const [kept, ...others] = await states.read()
      // Who closed it before the services were there has no use for it.
      if (!first.isDestroyed()) follow(first, kept)
      for (const other of others) await openOne(other)
    },
    open: () => openOne(),
    /** Opens a window for a page; `undefined` where there are too many. */
    async openFurther(place?: ShownPlace): Promise<BrowserWindow | undefined> {
      if (appWindows().length + opening >= mostWindows) return undefined
      opening += 1
      try {
        return await openOne(undefined, place)
      } finally {
        opening -= 1
      }
    },
    front,
    show,
    /** Shows a place in the window in front. */
    goTo(place: ShownPlace): void {
      const window = front()
      if (!window) {
        void openOne(undefined, place)
        return
      }
      show()
      if (states.goTo(window.webContents.id, place)) tellPlace(window, place)
    },
  }
}
export type Windows = ReturnType<typeof createWindows>
