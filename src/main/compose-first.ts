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

/** The first window. Its page loads while the services do. */
export interface First {
  readonly window: BrowserWindow
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
  void responses.readStart()
  installGuards()
  const window = createWindow({
    remembered: bounds,
    zoomFactor: zoom,
    language,
    // A menu that comes later would move the page.
    mayShow: router,
  })
  return { window, answer }
}
