import { appError } from '../../../core/errors/app-error'
import { failure, success } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

/** What a page asks about its own window, and for a further one. */
export function windowHandlers({ windowStates, openWindow, windowSettled, zoom }: HandlerDeps) {
  return {
    'window.begin': (_input, { windowId }) =>
      Promise.resolve(success(windowStates.begin(windowId))),
    // Only a start waits for it, before the services are there; see `EarlyAnswers`.
    'window.drawn': () => Promise.resolve(success({})),
    'window.keep'({ state }, { windowId }) {
      windowStates.keep(windowId, state)
      return Promise.resolve(success({}))
    },
    async 'window.open'({ place }) {
      const opened = await openWindow(place)
      if (opened !== undefined) return success({})
      const message = t('There are too many windows: close one first')
      return failure(appError('request.invalid', message, { arrived: false }))
    },
    async 'window.zoom'({ to }) {
      await zoom.change(to)
      return success({})
    },
    'window.settled'({ saved }, { windowId }) {
      windowSettled(windowId, saved)
      return Promise.resolve(success({}))
    },
  } satisfies Partial<Handlers>
}
