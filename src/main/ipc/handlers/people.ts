import { success } from '../../../core/errors/result'
import type { ProjectId } from '../../../core/model/project-id'
import type { PeopleOptions } from '../../services/people/people'
import type { Handlers } from '../router'
import { waitingPayload } from '../waiting'
import type { HandlerDeps } from './deps'

export function peopleHandlers({ people, emit }: HandlerDeps) {
  const optionsFor = (projectId: ProjectId, signal: AbortSignal): PeopleOptions => ({
    signal,
    onProgress: (progress) => emit('people.progress', { projectId, ...progress }),
    onWait: (wait) => emit('request.waiting', waitingPayload(projectId, wait)),
  })
  return {
    'people.known': ({ projectId }) => people.known(projectId),
    'people.known-all': () => people.knownAll(),
    'people.read': (input, { signal }) => people.read(input, optionsFor(input.projectId, signal)),
    'people.stop': ({ projectId }) => {
      people.stop(projectId)
      return Promise.resolve(success({}))
    },
    async 'people.keep-key'(input, { signal }) {
      const kept = await people.keepKey(input, { signal })
      return kept.ok ? success({}) : kept
    },
    async 'people.forget-key'({ projectId }) {
      const forgotten = await people.forgetKey(projectId)
      return forgotten.ok ? success({}) : forgotten
    },
    'people.show': (input, { signal }) => people.show(input, optionsFor(input.projectId, signal)),
    'people.export': (input, { signal }) =>
      people.export(input, optionsFor(input.projectId, signal)),
  } satisfies Partial<Handlers>
}
