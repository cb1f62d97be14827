import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function radarHandlers({ radar, reading, attention, saveText }: HandlerDeps) {
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
    async 'radar.save-calendar'({ projectId }) {
      const made = await radar.calendar(projectId)
      if (!made.ok) return made
      const { text, count } = made.value
      if (count === 0) return success({ count })
      const saved = await saveText({ suggestedName: 'expiry-dates.ics', text })
      return saved.ok ? success({ ...saved.value, count }) : saved
    },
    'projects.read': (input, { signal }) => reading.run(input, signal),
  } satisfies Partial<Handlers>
}
