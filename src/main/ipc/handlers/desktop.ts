import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

/** What a page may not do by itself, and Electron does for it. */
export function desktopHandlers({
  openLink,
  clipboard,
}: HandlerDeps): Pick<Handlers, 'link.open' | 'clipboard.write'> {
  return {
    async 'link.open'({ link }) {
      await openLink(link)
      return success({})
    },
    async 'clipboard.write'({ text, isSecret }) {
      await (isSecret ? clipboard.writeSecret(text) : clipboard.write(text))
      return success({})
    },
  }
}
