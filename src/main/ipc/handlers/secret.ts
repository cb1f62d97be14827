import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function secretHandlers({ projects }: HandlerDeps) {
  return {
    'secret.check': ({ projectId, references }) => projects.checkSecrets(projectId, references),
    async 'secret.drop'({ projectId, references }) {
      await projects.dropSecrets(projectId, references)
      return success({})
    },
    async 'secret.put'({ projectId, reference, value }) {
      const result = await projects.putSecret(projectId, reference, value)
      return result.ok ? success({}) : result
    },
  } satisfies Partial<Handlers>
}
