import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function trashHandlers({ trash }: HandlerDeps) {
  return {
    'trash.list': async () => success(await trash.list()),
    'trash.restore': ({ id, replace }) => trash.restore(id, replace),
    async 'trash.delete'({ id }) {
      const result = await trash.delete(id)
      return result.ok ? success({}) : result
    },
    async 'trash.empty'() {
      const result = await trash.empty()
      return result.ok ? success({}) : result
    },
  } satisfies Partial<Handlers>
}
