import { BrowserWindow } from 'electron'
import type { WindowBounds } from '../files/app-files'
import type { Unsaved } from './unsaved'
import { createWindow } from './window'

export interface Windows {
  /** Opens a window: the first one where it was, a further one beside the one in front. */
  open(): Promise<BrowserWindow>
  /** Brings the window that was in front last to the front again, or opens one where there is none. */
  show(): void
  /** The window in front; where the app is not, the one that was last. */
  front(): BrowserWindow | undefined
}

/** The windows of the app: any number, all alike. */
export function createWindows(deps: {
  readonly unsaved: Unsaved
  readonly rememberedBounds: () => Promise<WindowBounds | undefined>
  /** Told where a window was when it is closed. */
  readonly onBounds: (bounds: WindowBounds) => void
  /** Told of a window that is the only one. */
  readonly onFirst: (window: BrowserWindow) => void
}): Windows {
  const { unsaved, rememberedBounds, onBounds, onFirst } = deps
  let last: BrowserWindow | undefined

  function front(): BrowserWindow | undefined {
    const focused = BrowserWindow.getFocusedWindow()
    if (focused) return focused
    return last && !last.isDestroyed() ? last : BrowserWindow.getAllWindows()[0]
  }

  async function open(): Promise<BrowserWindow> {
    const remembered = await rememberedBounds()
    const beside = front()
    const window = createWindow({ remembered, beside, onBounds, unsaved })
    last = window
    window.on('focus', () => {
      last = window
    })
    if (!beside) onFirst(window)
    return window
  }

  return {
    open,
    front,
    show() {
      const window = front()
      if (!window) {
        void open()
        return
      }
      if (window.isMinimized()) window.restore()
      window.focus()
    },
  }
}
