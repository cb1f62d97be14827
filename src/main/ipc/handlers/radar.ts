import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function radarHandlers({ radar, reading, attention }: HandlerDeps) {
  return {
    'attention.look': ({ projectId }, { signal }) => attention.look(projectId, signal),
    'radar.look': (_input, { signal }) => radar.look(signal),
    'radar.list': (input) => radar.list(input),
    async 'radar.silence'(input) {
      const result = await radar.silence(input)
      return result.ok ? success({}) : result
    },
    async 'radar.unsilence'({ id }) {
      const result = await radar.unsilence(id)
      return result.ok ? success({}) : result
    },
    async 'radar.seen'({ projectId }) {
      const result = await radar.seen(projectId)
      return result.ok ? success({}) : result
    },
    'projects.read': (input, { signal }) => reading.run(input, signal),
  } satisfies Partial<Handlers>
}
