import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function setUpHandlers(deps: HandlerDeps) {
  const { setUpFiles, saveText, chooseSetUp, openedSetUps, foreignFiles } = deps
  return {
    'set-up.preview': (input, { signal }) => setUpFiles.preview(input, signal),
    async 'set-up.export'(input, { signal }) {
      const file = await setUpFiles.file(input, signal)
      return file.ok ? saveText(file.value) : file
    },
    async 'set-up.choose'() {
      const chosen = await chooseSetUp()
      return chosen ?? success({})
    },
    'set-up.read': async ({ text }) => success(await foreignFiles.setUp(text)),
    'set-up.opened': (_input, { windowId }) => openedSetUps.take(windowId),
  } satisfies Partial<Handlers>
}
