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

/** The thread that knows the setups of all projects: one for every list, search and look. */
export interface Estate {
  /** @returns `undefined` where it was cancelled, or the thread ended. */
  ask<Kind extends EstateKind>(
    kind: Kind,
    question: EstateCalls[Kind]['question'],
    options?: AskOptions<EstateCalls[Kind]['told']>,
  ): Promise<EstateCalls[Kind]['answer'] | undefined>
  /** The worst problem of each row that has any, by its `tableKey`, from now on. */
  tellProblems(problems: ReadonlyMap<string, Severity>): void
  /** A project was published: its history is read again. */
  forget(projectId: ProjectId): void
  close(): void
}

/** The thread, as `startWorker` gives it. */
export type EstateThread = MessageThread<ToEstate, FromEstate>

/** @param deps `start` makes the thread; `idleAfter` are the milliseconds without a question after which it ends */
export function createEstate(deps: {
  readonly drafts: Pick<AppFiles['drafts'], 'read'>
  readonly history: Pick<PublishHistoryFiles, 'list'>
  readonly start: () => EstateThread
  /** Its calls to the engine are passed on, since only the main process reaches the engine's process. */
  readonly engine: MapperEngine
  readonly idleAfter?: number
}): Estate {
  const { drafts, history, engine, idleAfter } = deps
  /** What the thread was told, which one that starts later is told too. */
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

  /** What cannot be read is not shown: the project says why. */
  async function publishedOf(projectId: ProjectId): Promise<ProjectFacts['published']> {
    const known = histories.get(projectId)
    if (known) return known
    const publishes = await history.list(projectId)
    const published = publishes.ok ? lastPublishes(publishes.value) : new Map<string, string>()
    histories.set(projectId, published)
    return published
  }

  /** Tells the thread what has changed of what main knows. */
  async function bringUpToDate(projects: readonly EstateProject[]): Promise<void> {
    for (const { summary } of projects) {
      const projectId = summary.id
      const read = await drafts.read(projectId)
      const draft = read.ok ? read.value : undefined
      const published = await publishedOf(projectId)
      const known = facts.get(projectId)
      // A draft never changes: each step makes another one.
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
    // What was read is searched, without drafts.
    if (kind !== 'search' && kind !== 'addresses') await bringUpToDate(question.projects)
    return thread.ask({ kind, ask: question }, options)
  }

  return {
    // A question, what is told on its way and its answer are of one kind.
    ask: ask as Estate['ask'],
    tellProblems(next) {
      problems = next
      tell({ kind: 'problems', problems })
    },
    forget: (projectId) => void histories.delete(projectId),
    close: thread.close,
  }
}

/** Every project that was not deleted, by a name that no other one has. */
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
