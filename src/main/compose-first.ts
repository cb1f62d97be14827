import { nativeTheme, protocol, type BrowserWindow } from 'electron'
import { join } from 'node:path'
import type { Language } from '../core/language/locale'
import { appScheme } from './app/app-address'
import { createAppResponses } from './app/app-responses'
import { installGuards } from './app/guards'
import { createWindow } from './app/window'
import type { BeforeWindow } from './files/before-window'
import { attachRouter } from './ipc/attach-router'
import type { Router } from './ipc/router'

/** Milliseconds for which the services wait for the first page. */
const longestLoad = 300

/** The first window. Its page is loaded before the services are, and begins while they are. */
export interface First {
  readonly window: BrowserWindow
  /** Its page has its script, so that it needs this process no more for a while; or does not get it in time. */
  readonly isLoaded: Promise<void>
  /** From here on its page, and each other one, is answered, and it is shown as soon as it is painted. */
  answer(router: Router): void
}

/** Opens the first window with as little as it takes. The app must be ready. */
export function composeFirst({
  theme = 'system',
  zoom = 1,
  bounds,
  language,
}: BeforeWindow & { readonly language: Language }): First {
  nativeTheme.themeSource = theme
  let answer: (router: Router) => void = () => undefined
  const router = new Promise<Router>((resolve) => {
    answer = resolve
  })
  attachRouter(router)
  const responses = createAppResponses(join(import.meta.dirname, '../renderer'))
  protocol.handle(appScheme, responses.answer)
  installGuards()
  const window = createWindow({
    remembered: bounds,
    zoomFactor: zoom,
    language,
    // A menu that comes later would move the page.
    mayShow: router,
  })
  const isLoaded = Promise.race([
    responses.scriptGiven,
    new Promise<void>((resolve) => {
      setTimeout(resolve, longestLoad)
    }),
  ])
  return { window, isLoaded, answer }
}
