import { needsAttention } from '../../../core/problems/attention'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { RequestOutput } from '../../../core/ipc/contract'
import type { ProjectProblem } from '../../../core/problems/problem'
import { unknownProject } from '../projects/projects'
import type { RadarDeps } from './radar'
import type { ProjectId } from '../../../core/model/project-id'

/** What one project needs a person to look at: all that the radar has of it. */
export interface AttentionService {
  /** Looks at a project as it is on disk; nothing is asked of a server. */
  look(projectId: ProjectId, signal?: AbortSignal): Promise<Result<RequestOutput<'attention.look'>>>
}

export function createAttentionService(
  deps: Pick<RadarDeps, 'workspaces' | 'memory' | 'toLookAt' | 'looker' | 'now'>,
): AttentionService {
  const { workspaces, memory, toLookAt, looker, now } = deps
  return {
    async look(projectId, signal) {
      const all = await workspaces.list()
      const workspace = all.find(({ projects }) => projects.some(({ id }) => id === projectId))
      const summary = workspace?.projects.find(({ id }) => id === projectId)
      if (!workspace || !summary) return unknownProject(projectId)
      const at = now().toISOString()
      const found: ProjectProblem[] = []
      const projects = await toLookAt([{ summary, workspace: workspace.name }])
      const beside = all
        .flatMap((each) => each.projects)
        .filter(({ id, state }) => id !== projectId && state !== 'deleted')
      const end = await looker.ask(
        { now: at, projects, beside },
        {
          signal,
          onTold(told) {
            if (told.kind === 'findings') found.push(...told.findings.map(({ problem }) => problem))
          },
        },
      )
      if (signal?.aborted)
        return failure(appError('request.cancelled', t('The look was cancelled')))
      if (!end) return failure(appError('bug', t('The thread of the radar has ended')))
      const silent = await memory.silencesOf(found, at)
      const told = found.filter(({ id }) => !silent.has(id))
      const findings = told.filter(needsAttention)
      const [read] = end.read
      return success({
        lookedAt: at,
        findings,
        silenced: found.length - told.length,
        notes: told.length - findings.length,
        ...(read ? { looked: read } : {}),
      })
    },
  }
}
