import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function tryConnectionHandlers({ tryConnection }: HandlerDeps) {
  return {
    'connection.try': (input, { signal }) => tryConnection.run(input, signal),
    async 'connection.try-in-browser'(input) {
      const result = await tryConnection.openInBrowser(input)
      return result.ok ? success({}) : result
    },
  } satisfies Partial<Handlers>
}
