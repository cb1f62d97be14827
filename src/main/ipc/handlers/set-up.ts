import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function setUpHandlers({ setUpFiles, saveText, chooseSetUp, openedSetUps }: HandlerDeps) {
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
    'set-up.opened': (_input, { windowId }) => openedSetUps.take(windowId),
  } satisfies Partial<Handlers>
}
