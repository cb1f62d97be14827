import { nativeTheme, protocol, type BrowserWindow } from 'electron'
import { join } from 'node:path'
import type { Language } from '../core/language/locale'
import { appOrigin, appScheme } from './app/app-address'
import { createAppResponses } from './app/app-responses'
import { installGuards } from './app/guards'
import type { MenuActions } from './app/menu'
import { createWindow } from './app/window'
import type { BeforeWindow } from './files/before-window'
import type { ReadFirstAnswers } from './files/first-answers'
import { attachRouter } from './ipc/attach-router'
import { createEarlyAnswers, type ToldEarly } from './ipc/early-answers'
import { createLongAnswers, type LongAnswers } from './concurrency/long-answers'
import type { Router } from './ipc/router'

/** Milliseconds for which the services wait for each step of the first page, if it takes so long. */
const longestStep = 1000

/** What the first window needs of the services. */
interface Services {
  readonly router: Router
  readonly menu: MenuActions
}

/** The first window. Its page is loaded before the services are, and begins while they are. */
export interface First {
  readonly window: BrowserWindow
  /** Parts of answers that its page has not asked for yet. */
  readonly longAnswers: LongAnswers
  /**
   * Resolves once its page runs and, as far as what it is drawn with is known, has made its first picture, or once that
   * takes too long. Loading the services keeps one of two processors busy, and until then the page needs both.
   *
   * @param readKnown reads what the page is answered before the services are there, if that is known; called once the
   *   page's script runs: reading a large state earlier would keep that script waiting. Only where nobody else writes to the folder.
   */
  loaded(readKnown: () => ReadFirstAnswers | undefined): Promise<void>
  /**
   * From here on its page, and each other one, is answered by the services.
   *
   * @returns what the page was told before
   */
  answer(services: Services): ToldEarly
}

/** Opens the first window with as little as it takes. The app must be ready. */
export function composeFirst({
  theme = 'system',
  zoom = 1,
  bounds,
  language,
}: BeforeWindow & { readonly language: Language }): First {
  nativeTheme.themeSource = theme
  let tellMade: (services: Services) => void = () => undefined
  const made = new Promise<Services>((resolve) => {
    tellMade = resolve
  })
  const longAnswers = createLongAnswers()
  const windowId = () => (window.isDestroyed() ? -1 : window.webContents.id)
  const early = createEarlyAnswers({ origin: appOrigin, windowId, longAnswers })
  attachRouter(
    made.then(({ router }) => router),
    early,
  )
  protocol.handle(appScheme, createAppResponses(join(import.meta.dirname, '../renderer')))
  installGuards()
  const window = createWindow({
    remembered: bounds,
    zoomFactor: zoom,
    language,
    mayShow: Promise.race([made, early.isTold]),
  })
  /** Waits for a step of the page, but not for ever: it may never come, as where a script of it cannot be read. */
  const step = (made: Promise<void>) =>
    Promise.race([made, new Promise<void>((resolve) => setTimeout(resolve, longestStep))])
  return {
    window,
    longAnswers,
    async loaded(readKnown) {
      await step(early.isAsked)
      const known = readKnown()
      early.begin(known)
      if (!known) return
      await step(early.isTold)
      await step(early.isDrawn)
      // The page needs both processors for its first picture.
      const { actingLater, installMenu } = await import('./app/menu')
      installMenu(actingLater(made.then(({ menu }) => menu)), [])
    },
    answer(services) {
      tellMade(services)
      return early.end()
    },
  }
}
