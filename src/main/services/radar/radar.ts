import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { RequestProgress, RequestInput, RequestOutput } from '../../../core/ipc/contract'
import { mostCustomers, type RadarProjectRow, type RadarRow } from '../../../core/ipc/radar'
import { endsCalendar, type ProjectEnd } from '../../../core/problems/ends-calendar'
import { filterProblems, groupProblems, type Indexed } from '../../../core/problems/filter'
import { worstFirst, type Severity } from '../../../core/model/severity'
import type { ProjectProblem } from '../../../core/problems/problem'
import type { RadarMemory } from '../../../core/problems/radar-memory'
import { tableKey } from '../../../core/search/table-row'
import type { EstateProject, LookEnd, LookQuestion } from '../estate/channel'
import { estateProjects, type Estate } from '../estate/estate'
import type { WorkspacesService } from '../workspaces/workspaces'
import type { RadarMemoryService } from './radar-memory'
import type { ReadProjects } from '../projects/read-projects'
import type { ProjectId } from '../../../core/model/project-id'

/** Problems in all projects on this computer. */
export interface RadarService {
  /** Looks at all projects on disk; an abort keeps the previous findings. */
  look(signal?: AbortSignal): Promise<Result<RequestOutput<'radar.look'>>>
  /** Looks if anything changed; an abort ends only this caller's wait. */
  lookIfStale(signal?: AbortSignal): Promise<void>
  /** Marks findings as stale. */
  forget(): void
  latest(): Promise<readonly ProjectProblem[]>
  /** Calendar file of all expirations, of one project or all. */
  calendar(
    projectId?: ProjectId,
  ): Promise<Result<{ readonly text: string; readonly count: number }>>
  list(input: RequestInput<'radar.list'>): Promise<Result<RequestOutput<'radar.list'>>>
  silence(input: RequestInput<'radar.silence'>): Promise<Result<void>>
  unsilence(id: string): Promise<Result<void>>
  seen(projectId: ProjectId): Promise<Result<void>>
}

export interface RadarDeps {
  readonly workspaces: Pick<WorkspacesService, 'list'>
  readonly memory: RadarMemoryService
  readonly estate: Pick<Estate, 'ask' | 'tellProblems'>
  readonly reading: Pick<ReadProjects, 'left' | 'unread'>
  readonly now: () => Date
  readonly emit: (progress: RequestProgress<'radar.look'>) => void
  readonly tellChanged: () => void
}

interface Looked {
  readonly at: string
  /** Worst first. */
  readonly findings: readonly Indexed[]
  readonly ends: readonly ProjectEnd[]
  readonly projects: readonly RadarProjectRow[]
  readonly next?: LookEnd['next']
}

export function createRadarService(deps: RadarDeps): RadarService {
  const { workspaces, memory, estate, reading, now, emit } = deps
  let latest: Looked | undefined
  /** Changed since the last look began. */
  let isStale = true
  let under: Promise<Result<unknown>> | undefined
  let looks = 0
  /** Number of looks begun when a project's foreign changes were seen. */
  const seenBy = new Map<string, number>()

  const isSeen = ({ problem: { projectId, rule } }: Indexed, look: number) =>
    rule === 'changed-elsewhere' && look <= (seenBy.get(projectId) ?? 0)

  async function look(signal?: AbortSignal): Promise<Result<RequestOutput<'radar.look'>>> {
    const look = (looks += 1)
    isStale = false
    const { drifts } = await memory.read()
    const projects = (await estateProjects(workspaces)).map((each) => withDrift(each, drifts))
    const of = projects.length
    const at = now().toISOString()
    const findings: Indexed[] = []
    const ends: ProjectEnd[] = []
    const end = await estate.ask(
      'look',
      { now: at, projects },
      {
        signal,
        onTold(told) {
          if (told.kind === 'project') emit({ done: told.done, of })
          else if (told.kind === 'ends') ends.push(...told.ends)
          else if (told.kind === 'findings') findings.push(...told.findings)
        },
      },
    )
    if (signal?.aborted || !end) isStale = true
    if (signal?.aborted)
      return failure(appError('request.cancelled', t('The search for problems was cancelled')))
    if (!end) return failure(appError('bug', t('The thread that looks at the projects has ended')))
    const unseen = findings.filter((item) => !isSeen(item, look))
    latest = { at, findings: unseen, ends, projects: rowsOf(projects, end), next: end.next }
    emit({ done: of, of })
    await tellChanged()
    const looked = end.read.length
    return success({ looked, unread: of - looked, findings: unseen.length })
  }

  /** Updates Home and the rows. */
  async function tellChanged(): Promise<void> {
    const worst = new Map<string, Severity>()
    for (const { projectId, target, severity } of worstFirst(await unsilenced())) {
      if (!target || target.kind === 'method') continue
      const key = tableKey({ projectId, kind: target.kind, key: target.key })
      if (!worst.has(key)) worst.set(key, severity)
    }
    estate.tellProblems(worst)
    deps.tellChanged()
  }

  async function unsilenced(): Promise<readonly ProjectProblem[]> {
    const silent = await silences()
    const found = (latest?.findings ?? []).map(({ problem }) => problem)
    return found.filter(({ id }) => !silent.has(id))
  }

  async function silences() {
    const found = (latest?.findings ?? []).map(({ problem }) => problem)
    return memory.silencesOf(found, now().toISOString())
  }

  async function told(change: Promise<Result<void>>): Promise<Result<void>> {
    const kept = await change
    if (kept.ok) await tellChanged()
    return kept
  }

  return {
    look,

    async lookIfStale(signal) {
      // A running look may have begun before the last change.
      while (isStale) {
        under ??= look().finally(() => (under = undefined))
        const looked = await under
        if (!looked.ok || signal?.aborted === true) return
      }
      await under
    },

    forget: () => void (isStale = true),

    latest: unsilenced,

    async calendar(projectId) {
      if (!latest) {
        const looked = await look()
        if (!looked.ok) return looked
      }
      const { ends = [], projects = [] } = latest ?? {}
      const names = new Map(projects.map(({ id, name }) => [id, name]))
      const wanted = ends.filter((end) => projectId === undefined || end.projectId === projectId)
      return success(endsCalendar(wanted, (id) => names.get(id) ?? '', now().toISOString()))
    },

    async list({ filter, groupBy, offset, limit }) {
      const silent = await silences()
      const all = latest?.findings ?? []
      const { found, counts } = filterProblems(all, filter, (id) => silent.has(id))
      const environments = new Map(latest?.projects.map(({ id, environment }) => [id, environment]))
      const { rows, groups } = groupProblems(
        found,
        groupBy,
        (id) => environments.get(id) ?? 'production',
      )
      const groupAt = new Map<number, (typeof groups)[number]>()
      let at = 0
      for (const group of groups) {
        groupAt.set(at, group)
        at += group.count
      }
      const row = (problem: ProjectProblem, position: number): RadarRow => {
        const { reason, until } = silent.get(problem.id) ?? {}
        const group = groupAt.get(position)
        return {
          ...problem,
          ...(reason === undefined || until === undefined ? {} : { silence: { reason, until } }),
          ...(group ? { group } : {}),
        }
      }
      const customers = [...counts.customers].filter(([name]) => name !== '')
      return success({
        ...(latest ? { lookedAt: latest.at } : {}),
        rows: rows
          .slice(offset, offset + limit)
          .map((problem, index) => row(problem, offset + index)),
        total: rows.length,
        counts: {
          ...counts,
          projects: { ...counts.projects },
          customers: customers.slice(0, mostCustomers).map(([name, count]) => ({ name, count })),
        },
        projects: [...(latest?.projects ?? [])],
        ...(latest?.next ? { next: latest.next } : {}),
        left: reading.left(),
        unread: reading.unread().filter(({ projectId }) => environments.has(projectId)),
      })
    },

    silence({ id, reason, until, facts }) {
      const known = latest?.findings.find(({ problem }) => problem.id === id)
      if (!known) {
        const unknown = appError('request.invalid', t('There is no such finding'))
        return Promise.resolve(failure(unknown))
      }
      const { projectId, severity, facts: found = [] } = known.problem
      // Only what the person saw: newer looks may have found more.
      const seen = [...(facts ?? found)]
      const at = now().toISOString()
      return told(memory.silence({ id, projectId, reason, until, at, facts: seen, severity }))
    },

    unsilence: (id) => told(memory.unsilence(id)),

    async seen(projectId) {
      const forgotten = await memory.forgetMoved(projectId)
      if (!forgotten.ok) return forgotten
      seenBy.set(projectId, looks)
      if (latest) {
        latest = { ...latest, findings: latest.findings.filter((item) => !isSeen(item, looks)) }
      }
      await tellChanged()
      return forgotten
    },
  }
}

/** Adds foreign changes to a project. */
export const withDrift = (
  project: EstateProject,
  drifts: RadarMemory['drifts'],
): LookQuestion['projects'][number] => {
  const drift = drifts[project.summary.id]
  return drift ? { ...project, drift } : project
}

function rowsOf(projects: readonly EstateProject[], { read }: LookEnd): RadarProjectRow[] {
  const looked = new Map<string, LookEnd['read'][number]>(read.map((each) => [each.id, each]))
  return projects.map(({ summary: { id, name, environment }, workspace }) => {
    const { readAt, organizations = 0, connections = 0 } = looked.get(id) ?? {}
    const row = { id, name, workspace, environment, organizations, connections }
    return readAt === undefined ? row : { ...row, readAt }
  })
}
