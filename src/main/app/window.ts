import { app, BrowserWindow, nativeTheme, screen } from 'electron'
import { join } from 'node:path'
import type { Language } from '../../core/language/locale'
import type { WindowBounds } from '../files/window-file'
import { startPage } from './app-address'
import { besideBounds, fitBounds, smallestWindow } from './window-bounds'

/** Colour of the window until its page is painted. */
const background = () => (nativeTheme.shouldUseDarkColors ? '#14171c' : '#f5f6f8')

export function boundsOf(window: BrowserWindow): WindowBounds {
  return { ...window.getNormalBounds(), maximized: window.isMaximized() }
}

export interface WindowOptions {
  /** Bounds of the last window when it was closed. */
  readonly remembered: WindowBounds | undefined
  /** How large everything in it is. */
  readonly zoomFactor: number
  /** The front window, next to which a new one opens. */
  readonly beside?: BrowserWindow | undefined
  /** Its page speaks it. */
  readonly language: Language
  /** It is not shown before. */
  readonly mayShow?: Promise<unknown>
}

/** Creates a window and loads its page; it is shown when the page is ready. */
export function createWindow({
  remembered,
  zoomFactor,
  beside,
  language,
  mayShow,
}: WindowOptions): BrowserWindow {
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea)
  const { maximized, ...bounds } = beside
    ? besideBounds(beside.getNormalBounds(), areas)
    : fitBounds(remembered, areas)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: app.getName(),
    backgroundColor: background(),
    show: false,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      // The app's page asks in dialogs of its own.
      disableDialogs: true,
      zoomFactor,
      devTools: !app.isPackaged,
    },
  })
  const updateBackground = () => window.setBackgroundColor(background())
  nativeTheme.on('updated', updateBackground)
  window.on('closed', () => nativeTheme.off('updated', updateBackground))
  function show(): void {
    if (window.isDestroyed()) return
    if (maximized) window.maximize()
    window.show()
  }
  window.once('ready-to-show', () => {
    if (mayShow) void mayShow.then(show)
    else show()
  })
  void window.loadURL(startPage(language))
  return window
}
