import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function portalLinkHandlers({ portalLinks }: HandlerDeps) {
  return {
    'portal-link.list': (input, { signal }) => portalLinks.list(input, { signal }),
    'portal-link.create': (input, { signal }) => portalLinks.create(input, { signal }),
    'portal-link.update': (input, { signal }) => portalLinks.update(input, { signal }),
    async 'portal-link.delete'(input, { signal }) {
      const result = await portalLinks.delete(input, { signal })
      return result.ok ? success({}) : result
    },
    async 'portal-link.copy'(input, { signal }) {
      const result = await portalLinks.copy(input, { signal })
      return result.ok ? success({}) : result
    },
  } satisfies Partial<Handlers>
}
