import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function settingsHandlers({ settings }: HandlerDeps) {
  return {
    async 'settings.save'({ settings: next }) {
      const result = await settings.save(next)
      return result.ok ? success({}) : result
    },
  } satisfies Partial<Handlers>
}
