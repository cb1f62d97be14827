import { needsAttention } from '../../../core/problems/attention'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { RequestOutput } from '../../../core/ipc/contract'
import type { ProjectProblem } from '../../../core/problems/problem'
import { estateProjects } from '../estate/estate'
import { unknownProject } from '../projects/projects'
import { withDrift, type RadarDeps } from './radar'
import type { ProjectId } from '../../../core/model/project-id'

/** Problems for a project's rows: like Home, without notes and silenced ones. */
export interface AttentionService {
  look(projectId: ProjectId, signal?: AbortSignal): Promise<Result<RequestOutput<'attention.look'>>>
}

export function createAttentionService(
  deps: Pick<RadarDeps, 'workspaces' | 'memory' | 'estate' | 'now'>,
): AttentionService {
  const { workspaces, memory, estate, now } = deps
  return {
    async look(projectId, signal) {
      const projects = await estateProjects(workspaces)
      const project = projects.find(({ summary }) => summary.id === projectId)
      if (!project) return unknownProject(projectId)
      const at = now().toISOString()
      const found: ProjectProblem[] = []
      const { drifts } = await memory.read()
      // Findings between projects are notes, which rows don't show.
      const end = await estate.ask(
        'look',
        { now: at, projects: [withDrift(project, drifts)], isForRows: true },
        {
          signal,
          onTold(told) {
            if (told.kind === 'problems') found.push(...told.problems)
          },
        },
      )
      if (signal?.aborted)
        return failure(appError('request.cancelled', t('The search for problems was cancelled')))
      if (!end)
        return failure(appError('bug', t('The thread that looks at the projects has ended')))
      const silent = await memory.silencesOf(found, at)
      return success({
        findings: found.filter((each) => needsAttention(each) && !silent.has(each.id)),
      })
    },
  }
}
