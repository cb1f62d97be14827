import { success } from '../../../core/errors/result'
import type { Handlers } from '../router'
import { waitingPayload } from '../waiting'
import type { HandlerDeps } from './deps'

export function projectHandlers({ projects, emit }: HandlerDeps) {
  return {
    'project.open': ({ projectId }) => projects.open(projectId),
    'project.note-whole-writes': async ({ projectId }) => {
      const noted = await projects.noteWholeWrites(projectId)
      return noted.ok ? success({}) : noted
    },
    'project.read': ({ projectId }, { signal }) =>
      projects.read(projectId, {
        signal,
        onProgress: (organizations) => emit('read.progress', { projectId, organizations }),
        onPage: (page) => emit('read.page', { projectId, organizations: [...page] }),
        onWait: (wait) => emit('request.waiting', waitingPayload(projectId, wait)),
      }),
  } satisfies Partial<Handlers>
}
