import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

/** What a page may not do by itself, and Electron does for it. */
export function desktopHandlers({
  openLink,
  clipboard,
  windowSettled,
  openWindow,
}: HandlerDeps): Pick<
  Handlers,
  'link.open' | 'clipboard.write' | 'window.settled' | 'window.open'
> {
  return {
    async 'link.open'({ link }) {
      await openLink(link)
      return success({})
    },
    async 'clipboard.write'({ text, isSecret }) {
      await (isSecret ? clipboard.writeSecret(text) : clipboard.write(text))
      return success({})
    },
    'window.settled'({ saved }, { windowId }) {
      windowSettled(windowId, saved)
      return Promise.resolve(success({}))
    },
    async 'window.open'() {
      await openWindow()
      return success({})
    },
  }
}
