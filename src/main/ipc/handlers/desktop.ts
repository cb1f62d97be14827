import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

/** Functions that a page lacks permission for, and Electron provides. */
export function desktopHandlers({ openLink, openProjectPage, clipboard }: HandlerDeps) {
  return {
    async 'link.open'({ link }) {
      await openLink(link)
      return success({})
    },
    'project-page.open': (input) => openProjectPage(input),
    async 'clipboard.write'({ text, isSecret }) {
      await (isSecret ? clipboard.writeSecret(text) : clipboard.write(text))
      return success({})
    },
  } satisfies Partial<Handlers>
}
