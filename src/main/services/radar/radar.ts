import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import type { EventPayload, RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { RadarProjectRow } from '../../../core/ipc/radar'
import { factsOf, type ProjectFacts } from '../../../core/radar/across'
import { filterFindings, groupFindings, type Indexed } from '../../../core/radar/filter'
import { worseFirst, type RadarFinding } from '../../../core/radar/finding'
import { findingsAcross, findingsByRule } from '../../../core/radar/radar'
import { ruleWords } from '../../../core/radar/rule-words'
import { silencesOf } from '../../../core/radar/silence'
import type { WorkspacesService } from '../workspaces/workspaces'
import { breath } from './breath'
import type { LookAtProject } from './look-at-project'
import type { RadarMemoryService } from './radar-memory'
import type { RefreshAll } from './refresh-all'

/** What is wrong, or soon will be, in all projects of this computer. */
export interface RadarService {
  /** Looks at all projects as they are on disk. An abort ends it and keeps what the look before found. */
  look(signal?: AbortSignal): Promise<Result<RequestOutput<'radar.look'>>>
  list(input: RequestInput<'radar.list'>): Promise<Result<RequestOutput<'radar.list'>>>
  silence(input: RequestInput<'radar.silence'>): Promise<Result<void>>
  unsilence(id: string): Promise<Result<void>>
  seen(projectId: string): Promise<Result<void>>
  refresh(
    input: RequestInput<'radar.refresh'>,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'radar.refresh'>>>
}

export interface RadarDeps {
  readonly workspaces: Pick<WorkspacesService, 'list'>
  readonly memory: RadarMemoryService
  readonly lookAtProject: LookAtProject
  readonly refreshAll: RefreshAll
  readonly now: () => Date
  readonly emit: (progress: EventPayload<'radar.progress'>) => void
}

interface Looked {
  readonly at: string
  /** The worst first. */
  readonly findings: readonly Indexed[]
  readonly projects: readonly RadarProjectRow[]
}

const cancelled = () => failure(appError('request.cancelled', 'The look was cancelled'))

export function createRadarService(deps: RadarDeps): RadarService {
  const { workspaces, memory, lookAtProject, refreshAll, now, emit } = deps
  let latest: Looked | undefined

  async function listed() {
    return (await workspaces.list()).flatMap(({ name, projects }) =>
      projects
        .filter(({ state }) => state !== 'deleted')
        .map((summary) => ({ summary, workspace: name })),
    )
  }

  async function look(signal?: AbortSignal): Promise<Result<RequestOutput<'radar.look'>>> {
    const all = await listed()
    const { drifts } = await memory.read()
    const findings: RadarFinding[] = []
    const facts: ProjectFacts[] = []
    const rows: RadarProjectRow[] = []
    for (const [done, { summary, workspace }] of all.entries()) {
      emit({ done, of: all.length })
      const project = await lookAtProject(summary, drifts[summary.id], signal)
      if (signal?.aborted) return cancelled()
      const { id, name, environment } = summary
      rows.push({
        id,
        name,
        workspace,
        environment,
        ...(project ? { readAt: project.readAt } : {}),
      })
      if (!project) continue
      for (const found of findingsByRule(project)) {
        findings.push(...found)
        await breath()
      }
      facts.push(factsOf(project))
    }
    findings.push(...findingsAcross(facts))
    if (signal?.aborted) return cancelled()
    latest = { at: now().toISOString(), findings: indexed(findings, rows), projects: rows }
    emit({ done: all.length, of: all.length })
    return success({
      looked: facts.length,
      unread: all.length - facts.length,
      findings: findings.length,
    })
  }

  async function silences() {
    const kept = await memory.read()
    const found = (latest?.findings ?? []).map(({ finding }) => finding)
    return silencesOf(found, kept.silences, now().toISOString())
  }

  return {
    look,

    async list({ filter, groupBy, offset, limit }) {
      const silent = await silences()
      const all = latest?.findings ?? []
      const { found, counts } = filterFindings(all, filter, (id) => silent.has(id))
      const { rows, groups } = groupFindings(found, groupBy)
      return success({
        ...(latest ? { lookedAt: latest.at } : {}),
        rows: rows.slice(offset, offset + limit).map((finding) => {
          const { reason, until } = silent.get(finding.id) ?? {}
          return reason === undefined || until === undefined
            ? finding
            : { ...finding, silence: { reason, until } }
        }),
        total: rows.length,
        groups: [...groups],
        counts: { ...counts, rules: counts.rules, projects: { ...counts.projects } },
        projects: [...(latest?.projects ?? [])],
        left: refreshAll.left(),
      })
    },

    silence({ id, reason, until }) {
      const known = latest?.findings.find(({ finding }) => finding.id === id)
      if (!known) {
        const unknown = appError('request.invalid', 'The radar has no such finding')
        return Promise.resolve(failure(unknown))
      }
      const { projectId } = known.finding
      return memory.silence({ id, projectId, reason, until, at: now().toISOString() })
    },

    unsilence: (id) => memory.unsilence(id),

    async seen(projectId) {
      const forgotten = await memory.forgetMoved(projectId)
      if (forgotten.ok && latest) {
        const isSeen = ({ finding }: Indexed) =>
          finding.projectId === projectId && finding.rule === 'changed-elsewhere'
        latest = { ...latest, findings: latest.findings.filter((item) => !isSeen(item)) }
      }
      return forgotten
    },

    refresh: async ({ resume }, signal) =>
      refreshAll.run(
        resume ? undefined : (await listed()).map(({ summary }) => summary.id),
        signal,
      ),
  }
}

function indexed(
  findings: readonly RadarFinding[],
  projects: readonly RadarProjectRow[],
): Indexed[] {
  const byId = new Map(projects.map((project) => [project.id, project]))
  return findings.toSorted(worseFirst(byId)).map((finding) => {
    const { name, message, rule, projectId } = finding
    const project = byId.get(projectId)
    const words = [name, message, ruleWords[rule].title, project?.name ?? '', project?.workspace]
    return { finding, haystack: words.join('\n').toLowerCase() }
  })
}
