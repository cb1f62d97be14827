import type { ProjectId } from '../../../core/model/project-id'
import { projectNames } from '../../../core/model/project-names'
import type { Severity } from '../../../core/model/severity'
import { lastPublishes } from '../../../core/history/last-publishes'
import { createAskInThread, type AskOptions } from '../../concurrency/ask-in-thread'
import type { MessageThread } from '../../concurrency/start-worker'
import type { AppFiles } from '../../files/app-files'
import type { PublishHistoryFiles } from '../../files/publish/publish-history-files'
import type { MapperEngine } from '../../mapper/engine'
import { serveEngine } from '../../mapper/serve'
import type { WorkspacesService } from '../workspaces/workspaces'
import type {
  EstateAnswer,
  EstateCalls,
  EstateKind,
  EstateNews,
  EstateProject,
  EstateQuestion,
  EstateTold,
  FromEstate,
  ProjectFacts,
  ToEstate,
} from './channel'

/** The thread that knows the setups of all projects. */
export interface Estate {
  /** `undefined` if canceled or if the thread ended. */
  ask<Kind extends EstateKind>(
    kind: Kind,
    question: EstateCalls[Kind]['question'],
    options?: AskOptions<EstateCalls[Kind]['told']>,
  ): Promise<EstateCalls[Kind]['answer'] | undefined>
  /** Worst problem per `tableKey`. */
  tellProblems(problems: ReadonlyMap<string, Severity>): void
  /** Reads a project's history again after a publish. */
  forget(projectId: ProjectId): void
  close(): void
}

export type EstateThread = MessageThread<ToEstate, FromEstate>

/** `idleAfter`: milliseconds without a question before the thread ends. */
export function createEstate(deps: {
  readonly drafts: Pick<AppFiles['drafts'], 'read'>
  readonly history: Pick<PublishHistoryFiles, 'list'>
  readonly start: () => EstateThread
  /** The thread's engine calls are relayed here. */
  readonly engine: MapperEngine
  readonly idleAfter?: number
}): Estate {
  const { drafts, history, engine, idleAfter } = deps
  /** Facts that a restarted thread needs again. */
  const facts = new Map<ProjectId, ProjectFacts & { readonly of: unknown }>()
  const histories = new Map<ProjectId, ProjectFacts['published']>()
  let problems: ReadonlyMap<string, Severity> | undefined
  let current: EstateThread | undefined

  const tell = (news: EstateNews) => current?.send(news)

  function start() {
    const started = deps.start()
    current = started
    const call = serveEngine(engine, (answer) => started.send({ kind: 'engine', answer }))
    for (const [projectId, { of: _of, ...known }] of facts) {
      tell({ kind: 'facts', projectId, facts: known })
    }
    if (problems) tell({ kind: 'problems', problems })
    return {
      ...started,
      onMessage(listener: (message: Exclude<FromEstate, { kind: 'engine' }>) => void) {
        started.onMessage((message) => {
          if (message.kind === 'engine') call(message.call)
          else listener(message)
        })
      },
    }
  }
  const thread = createAskInThread<EstateQuestion, EstateTold, EstateAnswer>({
    start,
    ...(idleAfter === undefined ? {} : { idleAfter }),
  })

  /** An unreadable history is reported at the project. */
  async function publishedOf(projectId: ProjectId): Promise<ProjectFacts['published']> {
    const known = histories.get(projectId)
    if (known) return known
    const publishes = await history.list(projectId)
    const published = publishes.ok ? lastPublishes(publishes.value) : new Map<string, string>()
    histories.set(projectId, published)
    return published
  }

  async function bringUpToDate(projects: readonly EstateProject[]): Promise<void> {
    for (const { summary } of projects) {
      const projectId = summary.id
      const read = await drafts.read(projectId)
      const draft = read.ok ? read.value : undefined
      const published = await publishedOf(projectId)
      const known = facts.get(projectId)
      // Drafts are immutable.
      if (known?.of === draft && known?.published === published) continue
      const editedAt = draft?.past.at(-1)?.at
      const next: ProjectFacts = {
        published,
        ...(draft && {
          draft: { intents: draft.intents, baseRevisionId: draft.baseRevisionId, editedAt },
        }),
      }
      facts.set(projectId, { ...next, of: draft })
      tell({ kind: 'facts', projectId, facts: next })
    }
  }

  async function ask(
    kind: EstateKind,
    question: EstateQuestion['ask'],
    options?: AskOptions<EstateTold>,
  ): Promise<unknown> {
    // Searches ignore drafts.
    if (kind !== 'search' && kind !== 'addresses') await bringUpToDate(question.projects)
    return thread.ask({ kind, ask: question }, options)
  }

  return {
    // Question, progress and answer have the same kind.
    ask: ask as Estate['ask'],
    tellProblems(next) {
      problems = next
      tell({ kind: 'problems', problems })
    },
    forget: (projectId) => void histories.delete(projectId),
    close: thread.close,
  }
}

/** Projects that are not deleted, with unique names. */
export async function estateProjects(
  workspaces: Pick<WorkspacesService, 'list'>,
): Promise<EstateProject[]> {
  const all = await workspaces.list()
  const names = projectNames(all)
  return all.flatMap(({ name: workspace, projects }) =>
    projects
      .filter(({ state }) => state !== 'deleted')
      .map((summary) => {
        const name = names.get(summary.id) ?? summary.name
        return { summary: { ...summary, name }, workspace }
      }),
  )
}
